import { expect, test } from 'vitest';
import { lostFrames } from '../../../src/reading/device/frame-gap.ts';

test.each([
  [7, 8, 0],
  [7, 10, 2],
  [7, 7, 0],
  [65_535, 0, 0],
  [65_534, 2, 3],
  [500, 0, 0],
  [70_000, 70_002, 1],
])('frames %i and then %i: %i lost', (previous, current, lost) => {
  expect(lostFrames(previous, current)).toBe(lost);
});
