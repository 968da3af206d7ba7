import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { intake } from '../../../src/reading/intake.ts';
import { createLearntLimits } from '../../../src/reading/quality/learnt-limits.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

const NOW = Date.parse('2020-01-22T00:00:00Z');
const network = createNetwork([
  stationNamed('calm', { minValue: -5, maxValue: 20 }),
  stationNamed('new', { minValue: -5, maxValue: 20 }),
  stationNamed('rain', { quantity: 'rain' }),
]);

/** Twenty days of a river that moves by a centimetre. */
async function town() {
  const readings = memoryStores().readings;
  const reading = (station: string, n: number) => stageReading(station, NOW - n * 10 * MINUTE_MS, 1 + (n % 2) / 100);
  await readings.append(Array.from({ length: 2_880 }, (_, n) => reading('calm', n)));
  await readings.append(Array.from({ length: 20 }, (_, n) => reading('new', n)));
  return { readings, limits: createLearntLimits(network, readings) };
}

test('a gauge’s own record gives its limits; one whose record is short has none yet', async () => {
  const { limits } = await town();
  let waysGiven = 0;
  const giveWay = async () => void waysGiven++;
  expect(limits.of('calm')).toBeNull();
  await limits.learn(NOW, giveWay);
  expect(limits.of('calm')).toEqual({ rise: 0.4, fall: 1 });
  expect([limits.of('new'), limits.of('rain')]).toEqual([null, null]);
  // Before each month of each of the two.
  expect(waysGiven).toBe(12);
});

test('half a year is read a month at a time, all of it once: of a gauge that speaks every minute it would hold others up', async () => {
  const { readings } = await town();
  const spans: { from: number; to: number }[] = [];
  const window: typeof readings.window = async (series, from, to, receivedBy) => {
    if (series.station === 'calm') spans.push({ from, to });
    return readings.window(series, from, to, receivedBy);
  };
  await createLearntLimits(network, { window }).learn(NOW, async () => {});
  expect(Math.max(...spans.map(({ from, to }) => to - from))).toBeLessThan(31 * DAY_MS);
  expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([NOW - 180 * DAY_MS, NOW]);
  expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to + 1));
});

test('what comes in is judged by them: a rise that a calm river never made waits for the next reading', async () => {
  const { readings, limits } = await town();
  const grade = async () => {
    const observedAt = new Date(NOW + 10 * MINUTE_MS).toISOString();
    const payload = Buffer.from(JSON.stringify({ observedAt, stageM: 1.7 }));
    const now = NOW + HOUR_MS / 6;
    const { readings: graded } = await intake([{ topic: 'amont/v1/calm/stage', payload, receivedAt: now }], {
      network,
      recent: createRecentReadings(readings, 48),
      devices: [],
      limits,
      excluding: () => [],
      acceptSimulated: false,
      now,
    });
    return graded.map(({ quality, tests }) => [quality, ...tests]);
  };
  expect(await grade()).toEqual([['pass']]);
  await limits.learn(NOW, async () => {});
  expect(await grade()).toEqual([['suspect', 'rate-of-change']]);
});

test('where one gauge cannot be read the others are learnt, and it is told', async () => {
  const { readings } = await town();
  const spoiled = new Error('the disk');
  const limits = createLearntLimits(createNetwork([stationNamed('spoiled', {}), ...network.stations.values()]), {
    window: (series, ...span) => {
      if (series.station === 'spoiled') throw spoiled;
      return readings.window(series, ...span);
    },
  });
  await expect(limits.learn(NOW, async () => {})).rejects.toBe(spoiled);
  expect(limits.of('calm')).not.toBeNull();
});

test('what was learnt of a record that was taken back since is forgotten', async () => {
  const { readings } = await town();
  let isTakenBack = false;
  const limits = createLearntLimits(network, {
    window: async (...span) => (isTakenBack ? [] : readings.window(...span)),
  });
  await limits.learn(NOW, async () => {});
  expect(limits.of('calm')).not.toBeNull();
  isTakenBack = true;
  await limits.learn(NOW, async () => {});
  expect(limits.of('calm')).toBeNull();
});
