import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { giveWay } from '../../../src/store/give-way.ts';
import { createSqliteReadingStore } from '../../../src/store/sqlite/readings.ts';
import { createThinReadings } from '../../../src/store/sqlite/thin-readings.ts';
import { createThinned } from '../../../src/store/sqlite/thinned.ts';
import { A_DAY, addDays, DAYS, heldOf, T0, threeAndOne, UNTIL } from '../../support/days-to-thin.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { stageReading } from '../../support/stage-reading.ts';

const open = testDatabases();
type DropFirst<All extends unknown[]> = All extends [unknown, ...infer Rest] ? Rest : never;
const THINNED = A_DAY / 2;

async function thinned(...[flooded, silent, span, many = DAYS]: DropFirst<Parameters<typeof addDays>>) {
  const db = await open();
  await addDays(db, flooded, silent, span, many);
  await createThinReadings(db, threeAndOne)(T0 + many * DAY_MS, [], giveWay);
  const readings = createSqliteReadingStore(db);
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

test('others have their turn after each hour: all before the mark is thinned out then, and all after it whole', async () => {
  const db = await open();
  await addDays(db, ['middle']);
  const times = (): number[] => heldOf(db, T0, UNTIL).map((each) => Number(each.split(' ')[1]));
  const count = db.prepare<[], number>('SELECT count(*) FROM reading').pluck();
  const whole = times();
  const seen = new Map<number, number>();
  await createThinReadings(db, threeAndOne)(UNTIL, [], async () => {
    seen.set(createThinned(db).before(), count.get()!);
    await giveWay();
  });
  const hours = Array.from({ length: DAYS * 24 }, (_, index) => T0 + (index + 1) * HOUR_MS);
  expect([...seen.keys()]).toEqual([Number.NEGATIVE_INFINITY, ...hours]);
  const left = times();
  for (const [mark, held] of seen)
    expect(held).toBe(left.filter((at) => at < mark).length + whole.filter((at) => at >= mark).length);
});

test('where it ended amid a week what is left of that keeps what it would have kept', async () => {
  const [atOnce, ended] = [await open(), await open()];
  for (const db of [atOnce, ended]) {
    await addDays(db, ['middle'], ['beside']);
    // Believed from the second week on alone: of the first nothing says what a flood is.
    const later = Array.from({ length: A_DAY }, (_, n) => T0 + 7 * DAY_MS + (n * 15 + 7) * MINUTE_MS);
    await createSqliteReadingStore(db).append(later.map((at) => stageReading('beside', at, 1)));
  }
  await createThinReadings(atOnce, threeAndOne)(UNTIL, [], giveWay);
  for (const turns of [40, 60, 8]) {
    let left = turns;
    const endAfter = async () => {
      if (--left === 0) throw new Error('the service stops');
    };
    await expect(createThinReadings(ended, threeAndOne)(UNTIL, [], endAfter)).rejects.toThrow('the service stops');
  }
  const mark = createThinned(ended).before();
  expect(mark).toBeGreaterThan(T0 + 3 * DAY_MS);
  expect(mark).toBeLessThan(T0 + 7 * DAY_MS);
  await createThinReadings(ended, threeAndOne)(UNTIL, [], giveWay);
  expect(heldOf(ended, T0, UNTIL)).toEqual(heldOf(atOnce, T0, UNTIL));
});

test('of hours that keep all nothing is written until their week is over: decades of hourly readings wait for no disk', async () => {
  const db = await open();
  const hourly = Array.from({ length: DAYS * 24 }, (_, n) => stageReading('beside', T0 + n * HOUR_MS, 1));
  await createSqliteReadingStore(db).append(hourly);
  const marks = new Set<number>();
  const removed = await createThinReadings(db, threeAndOne)(UNTIL, [], async () => {
    marks.add(createThinned(db).before());
  });
  expect(removed).toBe(0);
  expect([...marks]).toEqual([Number.NEGATIVE_INFINITY, T0 + 7 * DAY_MS, T0 + 14 * DAY_MS]);
  expect(createThinned(db).before()).toBe(UNTIL);
});
