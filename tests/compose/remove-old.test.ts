import { expect, test } from 'vitest';
import { removeOld } from '../../src/compose/remove-old.ts';
import { DAY_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { ReadingStore } from '../../src/reading/reading-store.ts';
import { giveWay } from '../../src/store/give-way.ts';
import { createRetention } from '../../src/store/sqlite/retention.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { stageReading } from '../support/stage-reading.ts';
import { stationNamed } from '../support/station-named.ts';

const T0 = Date.parse('2026-11-01T00:00:00Z');
const KEEP_DAYS = 90;
const open = testDatabases();
const network = createNetwork([stationNamed('bridge')]);

/** A hundred days of a calm gauge, every ten minutes. */
async function hundredDays() {
  const db = await open();
  const { readings } = createSqliteStores(db);
  const times = Array.from({ length: 100 * 144 }, (_, index) => T0 + index * 10 * MINUTE_MS);
  await readings.append(times.map((at, index) => stageReading('bridge', at, 1 + (index % 6) / 1_000)));
  const never = (error: unknown) => {
    throw error;
  };
  const remove = (now: number) =>
    removeOld(createRetention(db, network, KEEP_DAYS, never), { readings, network }, now, never, giveWay);
  return { remove, end: times.at(-1)! };
}

test('what is older than is kept is thinned out, however far ahead the clock of the machine stands', async () => {
  const { remove, end } = await hundredDays();
  const removed = await remove(end + 10 * 365 * DAY_MS);
  // Ten days are too old; of each of their hours two readings stay at most.
  expect(removed.readings).toBeGreaterThan(8 * 24 * 4);
  expect(removed.readings).toBeLessThan(10 * 24 * 6);
  expect((await remove(end + 10 * 365 * DAY_MS)).readings).toBe(0);
});

test('by a clock that is right it is the same', async () => {
  const [ahead, right] = [await hundredDays(), await hundredDays()];
  expect(await right.remove(right.end)).toEqual(await ahead.remove(ahead.end + 10 * 365 * DAY_MS));
});

test('where nothing was ever read nothing is removed', async () => {
  const db = await open();
  const { readings } = createSqliteStores(db);
  const retention = createRetention(db, network, KEEP_DAYS, () => {});
  expect(await removeOld(retention, { readings, network }, T0, () => {}, giveWay)).toEqual({
    readings: 0,
    forecasts: 0,
    paths: 0,
  });
});

/** What is kept is counted back from, by the last reading of each gauge. */
async function countedFrom(lastOf: (station: string) => number) {
  const two = createNetwork([stationNamed('mill'), stationNamed('bridge')]);
  const counted: number[] = [];
  const told: unknown[] = [];
  const retention = async (now: number) => {
    counted.push(now);
    return { readings: 0, forecasts: 0, paths: 0 };
  };
  const readings: Pick<ReadingStore, 'latest'> = {
    async latest({ station }) {
      return stageReading(station, lastOf(station), 1);
    },
  };
  await removeOld(retention, { readings, network: two }, T0 + DAY_MS, (error) => told.push(error), giveWay);
  return { counted, told };
}

test('a gauge that was taken down years ago keeps nothing of the others', async () => {
  expect(await countedFrom((station) => (station === 'mill' ? T0 - 1_000 * DAY_MS : T0))).toEqual({
    counted: [T0],
    told: [],
  });
});

test('a reading that was stored by a clock years ahead thins out nothing before its time, once the clock is right', async () => {
  const { counted } = await countedFrom((station) => (station === 'mill' ? T0 + 1_000 * DAY_MS : T0));
  expect(counted).toEqual([T0 + DAY_MS]);
});

test('a gauge of which the last reading cannot be read is told, and what is old is counted from the others', async () => {
  const spoiled = new Error('database disk image is malformed');
  const { counted, told } = await countedFrom((station) => {
    if (station === 'mill') throw spoiled;
    return T0;
  });
  expect([told, counted]).toEqual([[spoiled], [T0]]);
});
