import { expect, test } from 'vitest';
import { areApart, spreadOf } from '../../../src/reading/imports/spread.ts';

const spread = (...values: number[]) => spreadOf(values)!;

test('the lowest, the middle and the highest, in whatever order they come; of nothing there is none', () => {
  expect(spread(3.9, 0.4, 0.5)).toEqual({ lowest: 0.4, median: 0.5, highest: 3.9 });
  expect(spread(2, 1)).toEqual({ lowest: 1, median: 1, highest: 2 });
  expect(spreadOf([])).toBeNull();
});

test('another unit lies apart whichever of both it is, a flood and a drought of one river do not', () => {
  const metres = spread(0.4, 0.5, 1.2);
  expect([areApart(spread(40, 50, 120), metres), areApart(metres, spread(40, 50, 120))]).toEqual([true, true]);
  expect(areApart(spread(0.9, 2, 3.9), metres)).toBe(false);
  // Below the zero of the gauge nothing is so many times as high.
  expect(areApart(spread(0.4, 0.5), spread(-0.9, -0.5))).toBe(false);
});
