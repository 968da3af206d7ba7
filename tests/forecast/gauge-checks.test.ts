import { describe, expect, it } from 'vitest';
import { withoutDatumSteps } from '../../src/forecast/datum-steps.ts';
import { screenJumps } from '../../src/forecast/screen-jumps.ts';
import type { Series } from '../../src/forecast/series.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';

const every = (intervalMin: number, values: readonly number[]): Series => ({
  times: Float64Array.from(values, (_, index) => index * intervalMin * MINUTE_MS),
  values: Float64Array.from(values),
});

describe('a jump beyond what one sample may bring', () => {
  const kept = (values: readonly number[], intervalMin = 60) => [...screenJumps(every(intervalMin, values), 1).values];

  it('is held back until the next value is near it, or as far off on the same side', () => {
    expect(kept([0.3, 1.6, 1.7])).toEqual([0.3, 1.7]);
    expect(kept([0.3, 1.6, 2.6, 3.4])).toEqual([0.3, 2.6, 3.4]);
    expect(kept([3, 1.5, 0.7])).toEqual([3, 0.7]);
  });

  it('is not taken from a gauge that jumps again within minutes', () => {
    expect(kept([0.3, 5, 9, 3, 0.4], 10)).toEqual([0.3, 0.4]);
  });

  it('is gone where it was a spike, also one after the other to both sides', () => {
    expect(kept([0.3, 9, 0.3, 0.4])).toEqual([0.3, 0.3, 0.4]);
    expect(kept([0.3, 9, -9, 0.4])).toEqual([0.3, 0.4]);
  });
});

describe('another zero', () => {
  const still = Array.from({ length: 24 }, () => 0.1);
  const moved = Array.from({ length: 40 }, () => 1.1);

  it('is taken out again', () => {
    const { series } = withoutDatumSteps(every(10, [...still, ...moved]), 10);
    for (const value of series.values) expect(value).toBeCloseTo(0.1, 9);
  });

  it('is not what a gauge says that was silent while the water rose', () => {
    const { times, values } = every(10, [...still, ...moved]);
    const silent = { times: times.map((at, index) => (index < 24 ? at : at + 5 * HOUR_MS)), values };
    const steps = withoutDatumSteps(silent, 10);
    expect(steps.series.values).toEqual(values);
    expect(steps.doubtful).toEqual([]);
  });
});
