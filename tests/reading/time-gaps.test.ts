import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { timeGaps } from '../../src/reading/time-gaps.ts';

const at = (...minutes: number[]) => minutes.map((minute) => ({ observedAt: minute * MINUTE_MS, tests: [] }));
const gaps = (readings: Parameters<typeof timeGaps>[0], to: number) =>
  timeGaps(readings, { intervalMin: 10 }, 0, to * MINUTE_MS).map(({ from, to: until, missing }) => [
    from / MINUTE_MS,
    until / MINUTE_MS,
    missing,
  ]);

test('a missing report is a gap; one that is late by less than half an interval is not', () => {
  expect(gaps(at(0, 10, 40), 40)).toEqual([[10, 40, 2]]);
  expect(gaps(at(0, 10, 25, 35), 45)).toEqual([]);
});

test('silence from the beginning, to the end, and altogether', () => {
  expect(gaps(at(30, 40), 40)).toEqual([[0, 30, 2]]);
  expect(gaps(at(0, 10), 60)).toEqual([[10, 60, 4]]);
  expect(gaps([], 60)).toEqual([[0, 60, 5]]);
});

test('leaving out reports one after the other that are not neighbours gives one gap of one each', () => {
  fc.assert(
    fc.property(fc.subarray([2, 5, 8, 11, 14]), (left) => {
      const readings = at(
        ...Array.from({ length: 18 }, (_, n) => n)
          .filter((n) => !left.includes(n))
          .map((n) => n * 10),
      );
      expect(gaps(readings, 170)).toEqual(left.map((n) => [(n - 1) * 10, (n + 1) * 10, 1]));
    }),
  );
});
