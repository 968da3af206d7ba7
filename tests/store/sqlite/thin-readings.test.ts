import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { giveWay } from '../../../src/store/give-way.ts';
import { createSqliteReadingStore } from '../../../src/store/sqlite/readings.ts';
import { createThinReadings } from '../../../src/store/sqlite/thin-readings.ts';
import { createThinned } from '../../../src/store/sqlite/thinned.ts';
import { A_DAY, addDays, DAYS, heldOf, T0, threeAndOne, UNTIL } from '../../support/days-to-thin.ts';
import { testDatabases } from '../../support/open-test-database.ts';

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
