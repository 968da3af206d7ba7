import { expect, test } from 'vitest';
import { createClockOffTold } from '../../src/alert/clock-off-told.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { refuseInstant } from '../../src/reading/decode/refusal.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { eventOf } from '../support/notices.ts';

const here = { station: createWorld().doors.network.stations.get('coursan')!, recent: [] };
const lostAt = (at: number) => eventOf({ kind: 'sight-lost', at, reason: { because: 'not-seen', since: null } });

test('what was refused is read once for all gauges that are lost in one round', () => {
  let reads = 0;
  const told = createClockOffTold(() => {
    reads += 1;
    return [];
  }, []);
  for (const at of [NOW, NOW, NOW + HOUR_MS]) told(lostAt(at), here);
  expect(reads).toBe(2);
});

test('whatever the seconds of its newest message, the clock of a gauge is told alike: in a mail of several communes it is one line', () => {
  const reasons = [-1_999, 2_001].map((late) => {
    const refusal = refuseInstant(NOW + HOUR_MS + late, NOW)!;
    const refused = [{ receivedAt: NOW, topic: 'amont/v1/coursan/stage', payload: '{}', ...refusal }];
    return createClockOffTold(() => refused, [])(lostAt(NOW), here).reason;
  });
  for (const reason of reasons) expect(reason).toEqual({ because: 'not-seen', since: null, clockOffMs: HOUR_MS });
});
