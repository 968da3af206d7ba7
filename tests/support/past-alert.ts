import type { AlertEvent } from '../../src/alert/alert.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW, type World } from './flood-world.ts';
import { stageReading } from './stage-reading.ts';

/** The flood a day later: the alert of Coursan is over, and the water stood above its danger mark from 05:00 to 11:00. */
export async function afterTheFlood(
  instance: Parameters<typeof createWorld>[0] = {},
): Promise<World & { alert: string }> {
  const world = createWorld(instance);
  await flood(world);
  const { doors, clock } = world;
  const state = doors.journal.state('coursan');
  if (!state?.alert) throw new Error('no alert at Coursan');
  const alert = state.alert.id;
  const closedAt = NOW + 12 * HOUR_MS;
  await doors.readings.append(
    Array.from({ length: 144 }, (_, step) => {
      const observedAt = NOW + (step + 1) * 10 * MINUTE_MS;
      const hours = (observedAt - NOW) / HOUR_MS;
      const value = hours > 2 && hours <= 8 ? 6.4 : hours <= 12 ? 4.9 : 2;
      return stageReading('coursan', observedAt, value);
    }),
  );
  const event: AlertEvent = {
    id: `coursan:${state.events + 1}`,
    alert,
    at: closedAt,
    commune: 'coursan',
    station: 'coursan',
    kind: 'closed',
    level: 'normal',
    from: 'act',
    audience: 'staff',
    reason: { because: 'no-rule' },
    probability: null,
    leadTimeH: null,
    passage: null,
    stageM: 2,
    policyVersion: 1,
    modelVersion: 'test-1',
  };
  const closed = { ...state, alert: null, events: state.events + 1 };
  doors.journal.commit({ state: closed, events: [event], outbox: [], record: [] });
  clock.advanceTo(NOW + 24 * HOUR_MS);
  return { ...world, alert };
}
