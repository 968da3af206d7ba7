import { expect, test } from 'vitest';
import { asSeen } from '../../../src/compose/learning/as-seen.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';

test('a moment that a clock wrote that was ahead counts once, as of when it was seen; others as they were written', () => {
  let [now, written] = [10 * HOUR_MS, 9 * HOUR_MS];
  const importedAt = asSeen({ now: () => now }, () => written);
  expect(importedAt()).toBe(9 * HOUR_MS);
  // A year ahead, and set right.
  written = 9_000 * HOUR_MS;
  expect(importedAt()).toBe(10 * HOUR_MS);
  now = 11 * HOUR_MS;
  expect(importedAt()).toBe(10 * HOUR_MS);
  now = 5 * HOUR_MS;
  expect(importedAt()).toBe(5 * HOUR_MS);
  written = 9_500 * HOUR_MS;
  now = 6 * HOUR_MS;
  expect(importedAt()).toBe(6 * HOUR_MS);
});
