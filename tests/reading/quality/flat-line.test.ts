import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { isStuck } from '../../../src/reading/quality/flat-line.ts';
import type { Neighbour } from '../../../src/reading/quality/quality-neighbours.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

const NOW = Date.UTC(2020, 0, 22, 12);
const station = stationNamed('bridge', { bankfullRiseM: 2 });

/** Readings up to just before now, every so many minutes. */
function series(values: readonly number[], stepMin = 10, change: Partial<Reading> = {}): Reading[] {
  return values.map((value, index) => ({
    ...stageReading('bridge', NOW - (values.length - index) * stepMin * MINUTE_MS, value),
    receivedAt: NOW,
    ...change,
  }));
}
/** A gauge that stood at 1 m but for an hour in which it was higher by this share of its bankfull rise, so many hours ago. */
const moved = (side: Neighbour['side'], share: number, hoursAgo = 3, change: Partial<Reading> = {}): Neighbour => {
  const from = NOW - hoursAgo * HOUR_MS;
  const readings = series(Array.from({ length: 90 }, () => 1)).map((each) =>
    each.observedAt >= from && each.observedAt < from + HOUR_MS ? { ...each, value: 1 + 4 * share, ...change } : each,
  );
  return { side, bankfullRiseM: 4, readings };
};
const still = Array.from({ length: 36 }, () => 0.6);
const stuck = (values: readonly number[], value: number, neighbours: readonly Neighbour[], stepMin = 10) =>
  isStuck({ observedAt: NOW, value }, series(values, stepMin), station, neighbours);
const both = (up: number, down: number) => [moved('upstream', up), moved('downstream', down)];

describe('a gauge that has stood still for six hours is stuck', () => {
  test('where the river moved above and below it, by eight tenths together and three at either', () => {
    expect([both(0.45, 0.4), both(0.31, 0.6), both(0.6, 0.31)].map((beside) => stuck(still, 0.6, beside))).toEqual([
      true,
      true,
      true,
    ]);
    expect([both(0.35, 0.35), both(0.25, 0.9), both(0.9, 0.25)].map((beside) => stuck(still, 0.6, beside))).toEqual([
      false,
      false,
      false,
    ]);
    expect(stuck(still, 0.6, [])).toBe(false);
  });

  test('where no gauge is below, by a rise above that had six hours to come down', () => {
    expect([3, 9, 14].map((hoursAgo) => stuck(still, 0.6, [moved('upstream', 0.5, hoursAgo)]))).toEqual([
      false,
      true,
      false,
    ]);
    expect(stuck(still, 0.6, [moved('upstream', 0.35, 9)])).toBe(false);
  });

  test('not by a movement beside it that is in doubt itself', () => {
    const doubted = (side: Neighbour['side']) => moved(side, 0.5, 3, { quality: 'suspect' });
    expect(stuck(still, 0.6, [doubted('upstream'), moved('downstream', 0.5)])).toBe(false);
    expect(stuck(still, 0.6, [moved('upstream', 0.5), doubted('downstream')])).toBe(false);
  });

  test('a hair of movement and the odd jump of a failing gauge are no movement', () => {
    const beside = both(0.5, 0.5);
    const hair = still.map((value, index) => value + 0.008 * (index % 2));
    expect(stuck(hair, 0.6, beside)).toBe(true);
    const odd = still.map((value, index) => (index % 12 === 5 ? 3 : value));
    expect(stuck(odd, 0.6, beside)).toBe(true);
    const often = still.map((value, index) => (index % 6 === 5 ? 3 : value));
    expect(stuck(often, 0.6, beside)).toBe(false);
    const rising = still.map((value, index) => value + 0.01 * index);
    expect(stuck(rising, 0.96, beside)).toBe(false);
  });

  test('not where it was read for less than five of the hours, or but four times', () => {
    const beside = both(0.5, 0.5);
    expect([still.slice(-24), still.slice(-30)].map((values) => stuck(values, 0.6, beside))).toEqual([false, true]);
    expect([stuck(still.slice(-4), 0.6, beside, 85), stuck(still.slice(-5), 0.6, beside, 70)]).toEqual([false, true]);
  });
});

test('a gauge found stuck stays so, also when the river about it is calm again, until it moves in two readings in a row', () => {
  const found = series(still, 10, { quality: 'suspect', tests: ['flat-line'] });
  const next = (value: number, before: readonly Reading[] = found) =>
    isStuck({ observedAt: NOW, value }, before, station, []);
  expect([next(0.6), next(0.615), next(3)]).toEqual([true, true, true]);
  const movedOnce = [...found.slice(1), { ...found.at(-1)!, observedAt: NOW - MINUTE_MS, value: 3 }];
  expect([next(0.6, movedOnce), next(3.1, movedOnce)]).toEqual([true, false]);
});
