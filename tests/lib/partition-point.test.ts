import { expect, test } from 'vitest';
import { partitionPoint } from '../../src/lib/partition-point.ts';

const rising = [1, 3, 3, 7];

test('the first place that does not come before: of equals the first, behind all where all come before', () => {
  const firstAtLeast = (value: number) => partitionPoint(rising.length, (place) => rising[place]! < value);
  const firstAbove = (value: number) => partitionPoint(rising.length, (place) => rising[place]! <= value);
  expect([0, 1, 2, 3, 7, 8].map(firstAtLeast)).toEqual([0, 0, 1, 1, 3, 4]);
  expect([0, 1, 2, 3, 7, 8].map(firstAbove)).toEqual([0, 1, 1, 3, 4, 4]);
  expect(partitionPoint(0, () => true)).toBe(0);
});
