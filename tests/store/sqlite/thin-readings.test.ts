import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { QualityFlag } from '../../../src/reading/reading.ts';
import { createSqliteReadingStore } from '../../../src/store/sqlite/readings.ts';
import { createThinReadings } from '../../../src/store/sqlite/thin-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

const open = testDatabases();
const T0 = Date.parse('2020-01-01T00:00:00Z');
const DAYS = 16;
/** A reading each quarter of an hour, of water that sinks by a hair: an hour keeps its first and its last. */
const A_DAY = 96;
const THINNED = 48;

/** The eighth of sixteen days, for an hour. */
const AN_HOUR = { from: T0 + 7 * DAY_MS, to: T0 + 7 * DAY_MS + HOUR_MS };

/** Days at gauges of two rivers, and at one that the configuration has no more; a flood at some of them. */
async function thinned(
  flooded: readonly string[],
  silent: readonly string[] = [],
  { from, to } = AN_HOUR,
  many = DAYS,
) {
  const db = await open();
  const readings = createSqliteReadingStore(db);
  const network = createNetwork([
    stationNamed('spring'),
    stationNamed('middle', { upstream: ['spring'] }),
    stationNamed('mouth', { upstream: ['middle'] }),
    stationNamed('beside'),
  ]);
  const at = Array.from({ length: many * A_DAY }, (_, index) => T0 + index * 15 * MINUTE_MS);
  const isFlood = (instant: number) => instant >= from && instant < to;
  for (const station of [...network.stations.keys(), 'gone']) {
    const quality: QualityFlag = silent.includes(station) ? 'fail' : 'pass';
    await readings.append(
      at.map((instant, index) =>
        stageReading(station, instant, (flooded.includes(station) && isFlood(instant) ? 4 : 1) - index * 1e-6, quality),
      ),
    );
  }
  await createThinReadings(db, network)(T0 + many * DAY_MS, []);
  return async (station: string) => {
    const series = { station, quantity: 'stage' } as const;
    const left = await readings.window(series, T0, T0 + many * DAY_MS, Number.POSITIVE_INFINITY);
    const days = Map.groupBy(left, ({ observedAt }) => Math.floor((observedAt - T0) / DAY_MS));
    return Array.from({ length: many }, (_, day) => days.get(day)?.length ?? 0);
  };
}

test('a flood keeps the readings of every gauge above it and below it whole, for three days around, and of no other river', async () => {
  const ofDays = await thinned(['middle']);
  for (const station of ['spring', 'middle', 'mouth']) {
    const days = await ofDays(station);
    expect(days.slice(4, 10)).toEqual(Array.from({ length: 6 }, () => A_DAY));
    expect(days.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => THINNED));
    expect(days.slice(11)).toEqual(Array.from({ length: 5 }, () => THINNED));
  }
  expect(new Set(await ofDays('beside'))).toEqual(new Set([THINNED]));
});

test('water that stands high for a week is a flood to its end: normal is what it is for most of the year', async () => {
  const week = { from: T0 + 10 * DAY_MS, to: T0 + 17 * DAY_MS };
  const days = await (await thinned(['middle'], [], week, 28))('middle');
  expect(days.slice(7, 19)).toEqual(Array.from({ length: 12 }, () => A_DAY));
  expect(new Set([...days.slice(0, 6), ...days.slice(21)])).toEqual(new Set([THINNED]));
});

test('where it cannot be said what a flood is all stays: at a gauge that is configured no more, and at one of which nothing was ever believed', async () => {
  const ofDays = await thinned([], ['beside']);
  for (const station of ['gone', 'beside']) expect(new Set(await ofDays(station))).toEqual(new Set([A_DAY]));
  expect(new Set(await ofDays('spring'))).toEqual(new Set([THINNED]));
});
