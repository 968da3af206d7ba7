import { expect, test } from 'vitest';
import { everySecond } from '../../support/every-second.ts';
import { memoryStores } from '../../support/memory-database.ts';

const UNTIL = Date.parse('2020-01-23T02:00:00Z');
const series = { station: 'coursan', quantity: 'stage' } as const;

/** What it gives, and how often others had their turn meanwhile. */
async function withTurns<T>(work: () => Promise<T>): Promise<[T, number]> {
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  const given = await work();
  clearImmediate(next);
  return [given, turns];
}

test('while a gauge that reports each second is read, others have their turn, and none of it is missing', async () => {
  const { readings } = memoryStores();
  const told = everySecond('coursan', UNTIL, 25_000);
  await readings.append(told);
  const [window, turns] = await withTurns(() => readings.window(series, 0, UNTIL, UNTIL));
  expect(window).toEqual(told);
  expect(turns).toBeGreaterThanOrEqual(2);
  const [reaching, more] = await withTurns(() => readings.reaching(series, 3.01, 0, UNTIL, UNTIL));
  expect(reaching).toEqual(told.filter(({ value }) => value >= 3.01));
  expect(more).toBeGreaterThanOrEqual(2);
});

test('two days of a gauge that reports each minute are read at once', async () => {
  const { readings } = memoryStores();
  const told = everySecond('coursan', UNTIL, 2_881).map((each, index) => {
    const observedAt = UNTIL - (2_880 - index) * 60_000;
    return { ...each, observedAt, receivedAt: observedAt };
  });
  await readings.append(told);
  expect(await withTurns(() => readings.window(series, 0, UNTIL, UNTIL))).toEqual([told, 0]);
});
