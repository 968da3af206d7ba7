import { describe, expect, it } from 'vitest';
import { fitNetwork } from '../../src/forecast/learn/fit-network.ts';
import { recordAsOf, rowsOfRiver } from '../../src/forecast/learn/river-record.ts';
import type { Series } from '../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { station } from '../support/synthetic-river.ts';

const until = 40 * DAY_MS;
const every = (minutes: number, value: (at: number) => number): Series => {
  const times = Float64Array.from({ length: until / (minutes * MINUTE_MS) }, (_, step) => step * minutes * MINUTE_MS);
  return { times, values: times.map(value) };
};
const rowsOf = (minutes: number, value: (at: number) => number) => {
  const town = { ...station('town', []), intervalMin: minutes };
  const record = recordAsOf({ stations: [town], series: new Map([['town', every(minutes, value)]]) }, until);
  return rowsOfRiver(record, () => ({ until, quietThinning: 6, weight: 1 }))[0]!.rows;
};
const ripple = (at: number): number => 1 + 0.01 * Math.sin(at / HOUR_MS);

describe('what a gauge teaches', () => {
  it.each([30, 60, 90, 120, 180])(
    'counts each reading of calm water once, where one comes every %i minutes',
    (minutes) => {
      const { weights } = rowsOf(minutes, ripple);
      const counted = weights.reduce((sum, each) => sum + each, 0);
      const readings = until / (Math.max(30, minutes) * MINUTE_MS);
      expect(Math.abs(counted / readings - 1)).toBeLessThan(0.05);
    },
  );

  it('is nothing of a day on which the gauge jumps up and down', () => {
    const broken = (at: number): number =>
      at > 20 * DAY_MS && at < 20.5 * DAY_MS && (at / HOUR_MS) % 2 === 0 ? 1.5 : ripple(at);
    const on = (day: number, { times }: { times: Float64Array }) =>
      times.filter((at) => at >= day * DAY_MS && at < (day + 1) * DAY_MS).length;
    const [good, bad] = [rowsOf(10, ripple), rowsOf(10, broken)];
    expect(on(20, good)).toBeGreaterThan(0);
    expect(on(20, bad)).toBe(0);
    expect(on(10, bad)).toBe(on(10, good));
  });

  it('hangs on nothing that was read after the fit', () => {
    const long = every(60, (at) => ripple(at) + ((at / DAY_MS) % 7 < 1 ? 1 : 0));
    const shifted = { times: long.times.map((at) => at - 7.8 * 365 * DAY_MS), values: long.values };
    const before = {
      times: Float64Array.of(...shifted.times, ...long.times),
      values: Float64Array.of(...shifted.values, ...long.values),
    };
    // With these two the record would be of more than eight years, in which calm water is thinned further.
    const later = 80 * DAY_MS;
    const after = {
      times: Float64Array.of(...before.times, later, later + HOUR_MS),
      values: Float64Array.of(...before.values, 1, 1),
    };
    const town = { ...station('town', []), intervalMin: 60 };
    const [cut, whole] = [before, after].map((series) => {
      const recorded = { stations: [town], series: new Map([['town', series]]) };
      return fitNetwork(recordAsOf(recorded, until), [], until).ownRows;
    });
    expect(whole).toBe(cut);
  }, 60_000);
});
