import { describe, expect, it, test } from 'vitest';
import { createGauge, holdMsOf, scaleOf, zeroShift } from '../../../src/forecast/observed/gauge.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { Quantity } from '../../../src/territory/station.ts';
import { station } from '../../support/synthetic-river.ts';

/** Every ten minutes from 0 on. */
const series = (values: readonly number[]): Series => ({
  times: Float64Array.from(values, (_, index) => index * 10 * MINUTE_MS),
  values: Float64Array.from(values),
});
const gauge = (quantity: Quantity, bankfullRiseM = 2) => ({ ...station('town', []), quantity, bankfullRiseM });
const plain = { zero: 0, scale: 1, noise: 0 };

describe('what makes a gauge comparable with another', () => {
  const scale = (quantity: Quantity, values: readonly number[], until = 1e12, bankfullRiseM = 2) => {
    const of = scaleOf(gauge(quantity, bankfullRiseM), series(values), until);
    return [of.zero, of.scale];
  };

  it('is of a stage its usual value and its bankfull rise, which is a fifth of a metre at least', () => {
    expect(scale('stage', [1, 1, 5])).toEqual([1, 2]);
    expect(scale('stage', [1, 1, 5], 1e12, 0.25)).toEqual([1, 0.25]);
    expect(scale('stage', [1, 1, 5], 1e12, 0.05)).toEqual([1, 0.2]);
  });

  it('hangs on nothing that came later, but for the very first value, before which there is none', () => {
    expect(scale('stage', [1, 1, 5, 5, 5, 5], 20 * MINUTE_MS)).toEqual([1, 2]);
    expect(scale('stage', [7, 1, 1], -1)).toEqual([7, 2]);
    expect(scale('stage', [])).toEqual([0, 2]);
  });

  it('is of rain ten millimetres', () => {
    expect(scale('rain', [3, 9, 100])).toEqual([0, 10]);
  });

  it('is of a flow, told as a stage, what one value in two hundred is above, once that is more than thirty times the usual', () => {
    const flow = (times: number, of: number) => [
      ...Array.from({ length: 1_000 - times }, () => 2),
      ...Array.from({ length: times }, () => of),
    ];
    expect(scale('discharge', flow(0, 0))).toEqual([2 ** 0.6, 60 ** 0.6 - 2 ** 0.6]);
    expect(scale('discharge', flow(20, 90))).toEqual([2 ** 0.6, 90 ** 0.6 - 2 ** 0.6]);
    // Of a thousand values four are too few.
    expect(scale('discharge', flow(4, 90))).toEqual([2 ** 0.6, 60 ** 0.6 - 2 ** 0.6]);
  });

  it('is of a river that is mostly dry as if a hundredth of a cubic metre flowed', () => {
    expect(scale('discharge', [0, 0, 0])).toEqual([0, 0.3 ** 0.6]);
  });
});

test.each([
  [2, 1.19, 'comes at once'],
  [2, 1.21, 'waits'],
  [0.5, 0.49, 'comes at once'],
  [0.5, 0.51, 'waits'],
])('at a gauge with a bankfull rise of %s m a rise of %s m in one step %s', (scale, rise, what) => {
  const { own } = createGauge(gauge('stage', scale), series([0, 0, rise]), { ...plain, scale });
  expect(own.values.at(-1)).toBeCloseTo(what === 'waits' ? 0 : rise / scale, 9);
});

test('rain comes at once, however much it is', () => {
  expect([...createGauge(gauge('rain'), series([0, 0, 50]), { ...plain, scale: 10 }).series.values]).toEqual([0, 0, 5]);
});

test('a flow below nothing is none', () => {
  expect([...createGauge(gauge('discharge'), series([-1, 0, 1]), plain, { isJudged: true }).own.values]).toEqual([
    0, 0, 1,
  ]);
});

test('levels are told in billionths, so that one zero is as good as another', () => {
  const told = (zero: number) => [
    ...createGauge(gauge('stage'), series([0.1, 0.3, 0.7].map((each) => each + zero)), { ...plain, zero, scale: 3 }).own
      .values,
  ];
  for (const zero of [0.1, 7.3, 132.7]) expect(told(zero)).toEqual(told(0));
});

test('readings that are known to come late make no silent gauge: a delay and an interval and twenty minutes, or an hour and a quarter', () => {
  expect(holdMsOf({ ...station('town', []), delayMin: 0, intervalMin: 15 })).toBe(1.25 * HOUR_MS);
  expect(holdMsOf({ ...station('town', []), delayMin: 75, intervalMin: 15 })).toBe((75 + 15 + 20) * MINUTE_MS);
});

test('a zero that was set anew is told apart from the water, from the first reading on', () => {
  const own = series([1, 2, 3]);
  const shifted = { own, series: { ...own, values: own.values.map((value) => value - 0.5) } };
  expect([-1, 0, 25 * MINUTE_MS].map((at) => zeroShift(shifted, at))).toEqual([0, 0.5, 0.5]);
});
