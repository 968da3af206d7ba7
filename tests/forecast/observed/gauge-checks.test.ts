import { describe, expect, it } from 'vitest';
import { isDoubtful, withoutDatumSteps } from '../../../src/forecast/observed/datum-steps.ts';
import { createGauge } from '../../../src/forecast/observed/gauge.ts';
import { isNoisy, truthOf } from '../../../src/forecast/observed/observed-truth.ts';
import { screenJumps } from '../../../src/forecast/observed/screen-jumps.ts';
import { type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { station } from '../../support/synthetic-river.ts';

const every = (intervalMin: number, values: readonly number[]): Series => ({
  times: Float64Array.from(values, (_, index) => index * intervalMin * MINUTE_MS),
  values: Float64Array.from(values),
});

describe('a jump beyond what one sample may bring', () => {
  /** What stood there before was the first of these, too. */
  const kept = (values: readonly number[], intervalMin = 60, jump = 1) => [
    ...screenJumps(every(intervalMin, [values[0]!, ...values]), jump).accepted.values,
  ];

  it('is more than half a metre at a small river, in whatever zero it is told', () => {
    const rises = [0.21, 0.21, 0.71, 0.71, 1.21, 1.21];
    for (let zero = 0; zero < 1; zero += 0.01) {
      const gauge = createGauge(station('creek', []), every(10, rises), { zero, scale: 0.7, noise: 0 });
      expect(gauge.own.values.length).toBe(rises.length - 1);
    }
  });

  it('is believed at once where quality control has judged it', () => {
    const flash = every(10, [0.3, 0.3, 0.3, 1.9]);
    const newest = (isJudged: boolean) =>
      createGauge(station('creek', []), flash, { zero: 0, scale: 1, noise: 0 }, { isJudged }).own.values.at(-1);
    expect([newest(false), newest(true)]).toEqual([0.3, 1.9]);
  });

  it('is nothing to begin with: the first value of all waits for the second', () => {
    const first = (values: readonly number[]) => [...screenJumps(every(10, values), 1).accepted.values];
    expect(first([-999, 0.3, 0.3, 0.4])).toEqual([0.3, 0.4]);
    expect(first([0.3, 0.3, 0.4])).toEqual([0.3, 0.4]);
    expect(first([0.3])).toEqual([]);
  });

  it('is held back until the next value is near it, or as far off on the same side', () => {
    expect(kept([0.3, 1.6, 1.7])).toEqual([0.3, 1.7]);
    expect(kept([0.3, 1.6, 2.6, 3.4])).toEqual([0.3, 2.6, 3.4]);
    expect(kept([3, 1.5, 0.7])).toEqual([3, 0.7]);
  });

  it('was true, in hindsight, where the next value confirmed it, and no spike ever is', () => {
    const known = (values: readonly number[], intervalMin = 60) => [
      ...screenJumps(every(intervalMin, [values[0]!, ...values]), 1).hindsight.values,
    ];
    expect(known([0.3, 1.6, 1.7])).toEqual([0.3, 1.6, 1.7]);
    expect(known([0.3, 1.6, 2.6, 3.4])).toEqual([0.3, 1.6, 2.6, 3.4]);
    expect(known([0.3, 9, 0.3, 9, 0.4])).toEqual([0.3, 0.3, 0.4]);
    expect(known([0.3, 1.6])).toEqual([0.3]);
  });

  it('is not taken from a gauge that jumps again within minutes', () => {
    expect(kept([0.3, 5, 9, 3, 0.4], 10)).toEqual([0.3, 0.4]);
  });

  it('is taken with the next value where the water rises on', () => {
    expect(kept([0.3, 1.5, 2.6, 3.6], 10)).toEqual([0.3, 2.6, 3.6]);
    expect(kept([0.3, 1.5, 2.4, 2.4], 10)).toEqual([0.3, 2.4, 2.4]);
  });

  it('is gone where it was a spike, also one after the other to both sides', () => {
    expect(kept([0.3, 9, 0.3, 0.4])).toEqual([0.3, 0.3, 0.4]);
    expect(kept([0.3, 9, -9, 0.4])).toEqual([0.3, 0.4]);
    expect(kept([1, 9, 1, 1.2, 0.7], 10, 0.6)).toEqual([1, 1, 1.2, 0.7]);
  });
});

describe('another zero', () => {
  const still = Array.from({ length: 24 }, () => 0.1);
  const moved = Array.from({ length: 40 }, () => 1.1);

  it('is taken out again', () => {
    const { series } = withoutDatumSteps(every(10, [...still, ...moved]), 10);
    for (const value of series.values) expect(value).toBeCloseTo(0.1, 9);
  });

  it('is known three hours after it, and until then nothing is taken out', () => {
    const seen = (count: number) => withoutDatumSteps(every(10, [...still, ...moved.slice(0, count)]), 10);
    // One reading more than those of the three hours tells that it stood still to their end.
    expect(seen(19).series.values.at(-1)).toBe(1.1);
    expect(isDoubtful(seen(19), (24 + 18) * 10 * MINUTE_MS)).toBe(true);
    expect(seen(20).series.values.at(-1)).toBeCloseTo(0.1, 9);
    expect(isDoubtful(seen(20), (24 + 19) * 10 * MINUTE_MS)).toBe(false);
  });

  it('may be water where it is higher, never where it is lower', () => {
    const perhaps = (values: readonly number[]) => withoutDatumSteps(every(10, values), 10).perhapsWater;
    expect(perhaps([...still, ...moved])).toHaveLength(1);
    expect(perhaps([...moved, ...still])).toEqual([]);
    // Of a second step that follows another zero only what rose at it may be water.
    const [zero, dam] = perhaps([...still, ...moved, ...moved.map((each) => each + 0.8)]);
    expect(zero!.shift).toBe(0);
    expect(dam!.shift).toBeCloseTo(1, 9);
  });

  it('is not what a weir shows that is drawn down every night and fills bit by bit: its level does not climb', () => {
    const night = [...Array.from({ length: 72 }, () => 0), ...Array.from({ length: 12 }, (_, step) => (step + 1) / 15)];
    const day = [...Array.from({ length: 60 }, () => 0.8), ...night];
    const values = Array.from({ length: 30 }, () => day).flat();
    const { series } = withoutDatumSteps(every(10, values), 10);
    expect(Math.max(...series.values)).toBeLessThan(1.7);
    expect(Math.max(...series.values.slice(-144))).toBe(Math.max(...series.values.slice(144, 288)));
  });

  it('stays another zero where a flood reaches the old level days later', () => {
    const low = Array.from({ length: 6 * 144 }, () => -0.9);
    const flood = Array.from({ length: 60 }, (_, step) => -0.9 + step / 20);
    const { series } = withoutDatumSteps(every(10, [...still, ...low, ...flood]), 10);
    expect(series.values.at(-1)! - 0.1).toBeCloseTo(flood.at(-1)! + 0.9, 9);
  });

  it('is not what a gauge says that was silent while the water rose', () => {
    const { times, values } = every(10, [...still, ...moved]);
    const silent = { times: times.map((at, index) => (index < 24 ? at : at + 5 * HOUR_MS)), values };
    const steps = withoutDatumSteps(silent, 10);
    expect(steps.series.values).toEqual(values);
    expect(steps.doubtful).toEqual([]);
  });

  it('is not what a gauge says that reports seldom, or falls silent with its first high reading: nothing was seen to stand still', () => {
    const seldom = every(240, [0.2, 0.2, 0.2, 1, 1.4, 1.3, 1.1]);
    expect([...withoutDatumSteps(seldom, 240).series.values]).toEqual([...seldom.values]);
    const { times, values } = every(10, [...still, 1.05, 1.6, 1.5]);
    const silent = { times: times.map((at, index) => (index > still.length ? at + 4 * HOUR_MS : at)), values };
    expect([...withoutDatumSteps(silent, 10).series.values]).toEqual([...values]);
  });

  it('is looked into at a gauge that reports many times a second, too', () => {
    const values = [...Array.from({ length: 140_000 }, () => 0.1), ...Array.from({ length: 140_000 }, () => 1.1)];
    const steps = withoutDatumSteps(every(1 / 800, values), 10);
    expect(steps.doubtful).toHaveLength(1);
  });

  it('is no zero but a dam that had opened, where the water goes back to where it was', () => {
    const shut = Array.from({ length: 40 }, () => 0.1);
    const back = (24 + 40 + 2) * 10 * MINUTE_MS;
    const record = every(10, [...still, ...moved, 0.7, 0.4, ...shut]);
    const steps = withoutDatumSteps(record, 10);
    for (const value of steps.series.values.slice(-40)) expect(value).toBeCloseTo(0.1, 9);
    // Told in the other zero until then, it would seem to rise by all that it fell: for as long as that is looked at it is not heeded.
    expect([back - 1, back, back + 11 * HOUR_MS, back + 12 * HOUR_MS].map((at) => isDoubtful(steps, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    // And nobody knew of it before.
    const known = sliceOf(record, -1, back - 1);
    expect([...withoutDatumSteps(known, 10).series.values]).toEqual(Array.from(steps.series.values.subarray(0, 66)));
  });

  it('is no zero either where the dam shuts at once, and then nothing is in doubt', () => {
    const shut = Array.from({ length: 40 }, () => 0.1);
    const steps = withoutDatumSteps(every(10, [...still, ...moved, ...shut]), 10);
    for (const value of steps.series.values) expect(value).toBeCloseTo(0.1, 9);
    expect(isDoubtful(steps, 64 * 10 * MINUTE_MS)).toBe(false);
  });

  it('is no zero where a gate opens bit by bit and shuts at once: the gauge stands again where it stood', () => {
    const opening = [0.3, 0.5, 0.7, 0.9];
    const shut = Array.from({ length: 144 }, () => 0.12);
    const values = [...still, ...opening, ...moved, ...shut];
    const steps = withoutDatumSteps(every(10, values), 10);
    expect([...steps.series.values]).toEqual(values);
    expect(steps.doubtful).toEqual([]);
    // It never stood there: a gauge that was set to another zero.
    const lower = withoutDatumSteps(every(10, [...still, ...opening, ...moved, ...shut.map((each) => each - 0.5)]), 10);
    expect(lower.series.values.at(-1)).toBeCloseTo(1.1, 9);
  });

  it('is no zero where a weir is drawn down bit by bit and filled at once', () => {
    const values = [...moved, 0.9, 0.7, 0.5, 0.3, ...still, ...Array.from({ length: 144 }, () => 1.08)];
    const steps = withoutDatumSteps(every(10, values), 10);
    expect([...steps.series.values]).toEqual(values);
    expect(steps.perhapsWater).toEqual([]);
  });

  it('is another zero where it only passed that level, for less than three hours', () => {
    const passing = Array.from({ length: 20 }, (_, step) => 0.1 + step / 20);
    const low = Array.from({ length: 24 }, () => -0.9);
    const steps = withoutDatumSteps(
      every(10, [...low, ...passing, ...moved, ...Array.from({ length: 40 }, () => 0.1)]),
      10,
    );
    expect(steps.series.values.at(-1)).toBeCloseTo(1.1, 9);
  });

  it('is never set at a gauge that measures a flow', () => {
    const values = [...still, ...moved].map((each) => 100 * each);
    const dam = { ...station('dam', []), quantity: 'discharge' as const };
    const gauge = createGauge(dam, every(10, values), { zero: 0, scale: 10, noise: 0 });
    expect(gauge.doubtful).toEqual([]);
    expect(gauge.series).toBe(gauge.own);
  });
});

describe('what really came', () => {
  const truth = (values: readonly number[]) => truthOf(every(60, values), 60);

  it('keeps the top of a steep flood, and leaves out a spike and a gauge that goes up and down', () => {
    const flood = [0, 0, 0.1, 0.8, 2.4, 3.2, 2.6, 2, 1.2, 0.9, 0.7, 0.5];
    expect([...truth(flood).series.values]).toEqual(flood);
    expect(isNoisy(truth(flood), 5 * HOUR_MS)).toBe(false);
    const calm = Array.from({ length: 300 }, () => 0);
    expect([...truth([...calm, 3, ...calm]).series.values]).toEqual([...calm, ...calm]);
    expect(Math.max(...truth([...calm, ...flood, ...calm]).series.values)).toBe(3.2);
    expect(isNoisy(truth([0, 2, 0.1, 2.4, 0.3, 1.9, 0]), 5 * HOUR_MS)).toBe(true);
  });
});
