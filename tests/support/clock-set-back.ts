import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { NOW, type World } from './flood-world.ts';

/** The clock was right, and was set back by an hour: what Coursan had reported in that hour was taken back. By now that hour has come again. */
export async function clockSetBack({ doors, clockSteps }: Pick<World, 'doors' | 'clockSteps'>): Promise<void> {
  const at = NOW - HOUR_MS;
  const step = clockSteps.append({ boot: 'before', at, byMs: -HOUR_MS, offsetMs: 0 });
  const series = { station: 'coursan', quantity: 'stage' } as const;
  const hour = await doors.readings.window(series, at + MINUTE_MS + 1, NOW, NOW);
  const takenBack = hour.map((each) => ({ ...each, receivedAt: at, tests: [...each.tests, 'taken-back'] as const }));
  await doors.readings.regrade(takenBack);
  clockSteps.finish(step.id);
}
