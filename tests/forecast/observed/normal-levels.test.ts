import { expect, it } from 'vitest';
import { normalAt, normalLevels } from '../../../src/forecast/observed/normal-levels.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';

/** Told every so many hours of so many days. */
function seriesOf(days: number, hours: number, value: (at: number) => number) {
  const times = Float64Array.from({ length: (days * 24) / hours }, (_, index) => index * hours * HOUR_MS);
  return { times, values: times.map(value) };
}

const dayOf = (at: number) => Math.floor(at / DAY_MS);

it('the usual level of a day is the median of the thirty days before it; on its first day a gauge has its first value', () => {
  // It stands at 7 on the first day and a metre higher on each.
  const normals = normalLevels(seriesOf(40, 3, (at) => 7 + dayOf(at)));
  const usual = (day: number) => normalAt(normals, (day + 0.5) * DAY_MS);
  expect(usual(0)).toBe(7);
  expect(usual(1)).toBe(7);
  // Of 7, 8 and 9.
  expect(usual(3)).toBe(8);
  // Of the days 1 to 30, and of 10 to 39.
  expect(usual(31)).toBe(7 + 15.5);
  expect(usual(40)).toBe(7 + 24.5);
  // Beyond what was told the nearest is known.
  expect(usual(90)).toBe(7 + 24.5);
  expect(usual(-3)).toBe(7);
});

it('a gauge that reports every minute while it is in flood does not lift its own usual level', () => {
  const calm = seriesOf(1, 3, () => 1);
  // Nine hours of the day it stands at 5.
  const minutes = Array.from({ length: 9 * 60 - 1 }, (_, index) => 9 * HOUR_MS + (index + 1) * MINUTE_MS);
  const flood = (at: number) => at >= 9 * HOUR_MS && at < 18 * HOUR_MS;
  const times = Float64Array.of(...new Set([...calm.times, ...minutes])).toSorted();
  const normals = normalLevels({ times, values: times.map((at) => (flood(at) ? 5 : 1)) });
  expect(normalAt(normals, DAY_MS)).toBe(1);
});

it('a gauge that reports hourly has each three hours told by the last of them', () => {
  const normals = normalLevels(seriesOf(1, 1, (at) => (at / HOUR_MS) % 3));
  expect(normalAt(normals, DAY_MS)).toBe(2);
});

it('while a gauge is silent for longer its last usual level stays; of one that was never seen it is 0', () => {
  const seen = seriesOf(2, 3, () => 5);
  const back = { times: Float64Array.of(...seen.times, 60 * DAY_MS), values: Float64Array.of(...seen.values, 9) };
  const normals = normalLevels(back);
  expect([31, 40, 60, 61].map((day) => normalAt(normals, day * DAY_MS))).toEqual([5, 5, 5, 9]);
  expect(normalAt(normalLevels(seriesOf(0, 3, () => 5)), DAY_MS)).toBe(0);
});
