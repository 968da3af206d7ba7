import { expect, it } from 'vitest';
import { bankfullRise } from '../../../src/forecast/observed/bankfull-rise.ts';
import { scaleOf } from '../../../src/forecast/observed/gauge.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { station } from '../../support/synthetic-river.ts';

/** Hourly, at 1 m but for what is shown from so many hours on. */
function shown(...stretches: readonly { fromH: number; values: readonly number[] }[]) {
  const values = new Float64Array(30 * 24).fill(1);
  for (const stretch of stretches) values.set(stretch.values, stretch.fromH);
  return { times: values.map((_, hour) => hour * HOUR_MS), values };
}
const flood = (crestM: number, fromH: number) => ({
  fromH,
  values: [0.3, 0.8, 1, 1, 0.8, 0.6, 0.4, 0.2].map((share) => 1 + share * (crestM - 1)),
});
const told = (series: ReturnType<typeof shown>) => bankfullRise(0.4, 1, series);

it('a flood that rose by more than two and a half bankfull rises tells how large those are', () => {
  expect(told(shown(flood(4, 100)))).toBeCloseTo(3 / 2.5);
  expect(told(shown(flood(3, 100), flood(4, 300), flood(3.5, 500)))).toBeCloseTo(3 / 2.5);
});

it('what the operator said stands where none rose so high', () => {
  expect(told(shown())).toBe(0.4);
  expect(told(shown(flood(1.99, 100), flood(1.99, 300)))).toBe(0.4);
});

it('a flood that is not over is none yet', () => {
  expect(told(shown({ fromH: 716, values: [2, 3, 4, 3.5] }))).toBe(0.4);
});

it('a lone value is no flood, nor is what ends at once', () => {
  expect(told(shown({ fromH: 300, values: [9] }))).toBe(0.4);
  expect(told(shown({ fromH: 100, values: [5, 9, 9, 9] }))).toBe(0.4);
  expect(told(shown(flood(4, 100), { fromH: 300, values: [9, 9, 9] }))).toBeCloseTo(3 / 2.5);
});

it('a gauge is measured by what it had shown by then, and by what its operator says until it has', () => {
  const series = shown(flood(4, 100));
  const gauge = { ...station('town', []), bankfullRiseM: 0.4 };
  const after = (hours: number) => scaleOf(gauge, series, hours * HOUR_MS).scale;
  expect([after(99), after(103), after(104), after(200)]).toEqual([0.4, 0.4, 0.4, expect.closeTo(3 / 2.5)]);
  const cut = { times: series.times.subarray(0, 105), values: series.values.subarray(0, 105) };
  expect(scaleOf(gauge, cut, 30 * DAY_MS)).toEqual(scaleOf(gauge, series, 104 * HOUR_MS));
});
