import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMostlySilent } from '../../../src/forecast/observed/gauge-habits.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';

const INTERVAL_MS = 10 * MINUTE_MS;

/** Readings so far apart, in minutes. */
function apart(...gaps: readonly number[]): boolean {
  let at = 0;
  const times = Float64Array.from([0, ...gaps], (gap) => (at += gap * MINUTE_MS));
  return isMostlySilent({ times, values: times }, INTERVAL_MS);
}

test('most of the time lies between values more than an hour apart, and not all of the values do; more than a day apart it was broken', () => {
  expect(apart(10, 10, 10, 10, 10, 51)).toBe(false);
  expect(apart(10, 10, 10, 10, 10, 61)).toBe(true);
  expect(apart(10, 10, 10, 10, 10, 24 * 60)).toBe(true);
  expect(apart(10, 10, 10, 10, 10, 24 * 60 + 1)).toBe(false);
  // It reports every three hours, whatever is said of it.
  expect(apart(180, 180, 180, 180, 180, 180, 180, 180, 180)).toBe(false);
  expect(apart()).toBe(false);
});

test('which is so of any readings', () => {
  const gap = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.constantFrom(60, 61, 200, 1440, 1441));
  fc.assert(
    fc.property(fc.array(gap, { maxLength: 40 }), (gaps) => {
      const short = gaps.filter((each) => each * MINUTE_MS <= 24 * HOUR_MS);
      const silent = short.filter((each) => each * MINUTE_MS > HOUR_MS);
      const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
      expect(apart(...gaps)).toBe(silent.length < 0.9 * short.length && sum(silent) > sum(short) / 2);
    }),
  );
});
