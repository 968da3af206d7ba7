import { expect, test } from 'vitest';
import { createClockOffTold } from '../../src/alert/clock-off-told.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { refuseInstant } from '../../src/reading/decode/refusal.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { eventOf } from '../support/notices.ts';

test('whatever the seconds of its newest message, the clock of a gauge is told alike: in a mail of several communes it is one line', () => {
  const here = { station: createWorld().doors.network.stations.get('coursan')!, recent: [] };
  const event = eventOf({ kind: 'sight-lost', at: NOW, reason: { because: 'not-seen', since: null } });
  const reasons = [-1_999, 2_001].map((late) => {
    const refusal = refuseInstant(NOW + HOUR_MS + late, NOW)!;
    const refused = [{ receivedAt: NOW, topic: 'amont/v1/coursan/stage', payload: '{}', ...refusal }];
    return createClockOffTold(() => refused, [])(event, here).reason;
  });
  expect(reasons).toEqual(Array(2).fill({ because: 'not-seen', since: null, clockOffMs: HOUR_MS }));
});
