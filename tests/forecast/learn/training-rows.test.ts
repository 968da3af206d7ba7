import { describe, expect, it } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { columnsOf, OWN_COLUMNS } from '../../../src/forecast/observed/features.ts';
import { HORIZONS, HORIZONS_H } from '../../../src/forecast/observed/horizons.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { rowsOfRiver } from '../../support/rows-of-river.ts';
import { station } from '../../support/synthetic-river.ts';

const until = 40 * DAY_MS;
const every = (minutes: number, value: (at: number) => number): Series => {
  const times = Float64Array.from({ length: until / (minutes * MINUTE_MS) }, (_, step) => step * minutes * MINUTE_MS);
  return { times, values: times.map(value) };
};
const rowsOf = (minutes: number, value: (at: number) => number) => rowsOfSeries(minutes, every(minutes, value));
const rowsOfSeries = (minutes: number, series: Series) => {
  const town = { ...station('town', []), intervalMin: minutes };
  const record = recordAsOf({ stations: [town], series: new Map([['town', series]]) }, until);
  return rowsOfRiver(record, { until, quietThinning: 6, weight: 1 })[0]!.rows;
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

  it('is the steepest rise too, of which the first value was held back when it came', () => {
    // From calm to the crest within two hours, of which one sees half.
    const flash = rowsOf(60, (at) => {
      const hours = (at % (10 * DAY_MS)) / HOUR_MS;
      return ripple(at) + (hours === 1 ? 1.5 : hours >= 2 ? Math.max(0, 3 - (hours - 2) / 4) : 0);
    });
    const before = (hours: number) => Array.from(flash.times).indexOf(20 * DAY_MS - hours * HOUR_MS);
    for (const hours of [1, 2, 4]) expect(before(hours)).not.toBe(-1);
    const rises = flash.rises.subarray(before(1) * HORIZONS, (before(1) + 1) * HORIZONS);
    expect(Math.max(...rises)).toBeCloseTo(1.5, 1);
  });

  describe('while readings are lost on the way', () => {
    /** A rise of a metre and a half within three hours each five days. */
    const freshets = (at: number): number => {
      const hours = (at % (5 * DAY_MS)) / HOUR_MS - 24;
      return ripple(at) + (hours < 0 ? 0 : 1.5 * Math.min(hours / 3, Math.max(0, 1 - (hours - 3) / 12)));
    };
    const without = ({ times, values }: Series, isLost: (index: number) => boolean): Series => ({
      times: times.filter((_, index) => !isLost(index)),
      values: values.filter((_, index) => !isLost(index)),
    });
    const random = seededRandom(5);
    const draws = Array.from({ length: 6000 }, () => random());

    it.each([
      { minutes: 10, lost: 0.2, least: 0.95 },
      { minutes: 10, lost: 0.4, least: 0.75 },
      { minutes: 15, lost: 0.2, least: 0.9 },
      { minutes: 60, lost: 0.15, least: 0.6 },
    ])('is nearly as much where $lost of those of every $minutes minutes are', ({ minutes, lost, least }) => {
      const whole = every(minutes, freshets);
      const seen = rowsOfSeries(
        minutes,
        without(whole, (index) => draws[index]! < lost),
      );
      const counted = (weights: Float32Array) => weights.reduce((sum, each) => sum + each, 0);
      expect(counted(seen.weights)).toBeGreaterThan(least * counted(rowsOfSeries(minutes, whole).weights));
    });

    it('is the rise that came, on the straight line over what was lost', () => {
      // From 24:00 to 27:00 the water rises half a metre an hour; 25:20 to 25:50 are lost.
      const gap = (index: number) => (index % 720 > 151 && index % 720 < 156) || index % 5 === 3;
      const { times, rises } = rowsOfSeries(10, without(every(10, freshets), gap));
      const row = Array.from(times).indexOf(10 * DAY_MS + 25 * HOUR_MS);
      const whole = rowsOfSeries(10, every(10, freshets));
      const came = Array.from(whole.times).indexOf(10 * DAY_MS + 25 * HOUR_MS);
      for (let step = 0; step < HORIZONS; step++)
        expect(rises[row * HORIZONS + step]).toBeCloseTo(whole.rises[came * HORIZONS + step]!, 1);
    });

    it('is nothing where more than an hour of a rise was not seen', () => {
      const gap = (index: number) => (index % 720 > 150 && index % 720 < 160) || index % 5 === 3;
      const { times } = rowsOfSeries(10, without(every(10, freshets), gap));
      expect(Array.from(times)).not.toContain(10 * DAY_MS + 24.5 * HOUR_MS);
      expect(Array.from(times)).toContain(10 * DAY_MS + 27 * HOUR_MS);
    });
  });

  it('is no straight line over what was not seen where a gauge loses next to nothing', () => {
    const whole = every(10, ripple);
    const gap = (index: number) => index % 720 > 150 && index % 720 < 155;
    const { times } = rowsOfSeries(10, {
      times: whole.times.filter((_, index) => !gap(index)),
      values: whole.values.filter((_, index) => !gap(index)),
    });
    expect(Array.from(times)).not.toContain(10 * DAY_MS + 25 * HOUR_MS);
  });

  const onHours = (at: number, hours: readonly number[]): boolean => hours.includes(Math.floor(at / HOUR_MS) % 24);
  it('is as much at a gauge that jumps up and down on all days as at a calm one: that is its way', () => {
    const powerStation = rowsOf(60, (at) => ripple(at) + (onHours(at, [7, 18]) ? 0.5 : 0));
    expect(powerStation.times.length).toBeGreaterThan(0.9 * (40 * 24 - 24));
  });

  it('is nothing of a day on which such a gauge jumps far more often than it does', () => {
    const broken = rowsOf(
      60,
      (at) => ripple(at) + (onHours(at, [7]) || (Math.floor(at / DAY_MS) === 20 && (at / HOUR_MS) % 3 === 0) ? 0.5 : 0),
    );
    const isTold = (day: number): boolean => broken.times.some((at) => Math.floor(at / DAY_MS) === day);
    expect([isTold(10), isTold(20)]).toEqual([true, false]);
  });

  describe('while it reports on change', () => {
    /** A flood of 1.5 m each ten days, up in three hours and down in a day. */
    const floods = (at: number): number => {
      const hours = (at % (10 * DAY_MS)) / HOUR_MS;
      return 1 + 1.5 * Math.min(hours / 3, Math.max(0, 1 - (hours - 3) / 24));
    };
    const onChange = (value: (at: number) => number): Series => {
      const { times, values } = every(10, value);
      const kept = [0];
      for (const [index, level] of values.entries()) {
        const last = kept.at(-1)!;
        if (Math.abs(level - values[last]!) > 0.02 || times[index]! - times[last]! >= 12 * HOUR_MS) kept.push(index);
      }
      return {
        times: Float64Array.from(kept, (at) => times[at]!),
        values: Float64Array.from(kept, (at) => values[at]!),
      };
    };
    it('is what came of calm moments too', () => {
      const { times, weights, rises } = rowsOfSeries(10, onChange(floods));
      const dayOf = (row: number): number => (times[row]! / DAY_MS) % 10;
      const calm = Array.from(times.keys()).filter((row) => dayOf(row) > 2 && dayOf(row) < 9);
      // Two readings a day, on seven days of each ten.
      expect(calm.reduce((sum, row) => sum + weights[row]!, 0)).toBeGreaterThan(0.8 * 2 * 7 * 4);
      for (const row of calm)
        expect(Math.max(...rises.subarray(row * HORIZONS, (row + 1) * HORIZONS))).toBeLessThan(0.02);
    });

    it('is nothing of a silence within which the water came: then it was broken', () => {
      const { times, values } = onChange(floods);
      const broken = Array.from(
        times,
        (at) => at % (10 * DAY_MS) < 6 * HOUR_MS && at > 15 * DAY_MS && at < 25 * DAY_MS,
      );
      const told = rowsOfSeries(10, {
        times: times.filter((_, index) => !broken[index]),
        values: values.filter((_, index) => !broken[index]),
      });
      expect(told.times.some((at) => at > 19.6 * DAY_MS && at < 20 * DAY_MS)).toBe(false);
    });
  });

  it('is of a silence what those above show by now, and what comes from now on to where it was last seen', () => {
    const stations = [station('town', ['up']), station('up', [])];
    // A tent of two metres each five days, at the town five hours later.
    const tent = (at: number): number =>
      1 + Math.max(0, 2 - Math.abs((at % (5 * DAY_MS)) - 2 * DAY_MS) / (6 * HOUR_MS));
    const series = new Map([
      ['town', every(10, (at) => tent(at - 5 * HOUR_MS))],
      ['up', every(10, tent)],
    ]);
    const record = recordAsOf({ stations, series }, until);
    const [town] = rowsOfRiver(record, { until, quietThinning: 6, weight: 1 });
    const { times, situations, rises, depth } = town!.silent;
    const now = 22 * DAY_MS - 4 * HOUR_MS;
    const row = times.indexOf(now);
    const [level, above] = [situations[row * columnsOf(depth)], situations[row * columnsOf(depth) + OWN_COLUMNS]];
    // In shares of two metres: six and a half hours behind the one above, which stands there as of now.
    expect(level).toBeCloseTo((tent(now - 6.5 * HOUR_MS) - 1) / 2, 5);
    expect(above).toBeCloseTo((tent(now) - 1) / 2, 5);
    const highest = HORIZONS_H.map((hours) => (tent(now + (hours - 5) * HOUR_MS) - tent(now - 6.5 * HOUR_MS)) / 2);
    for (const [step, each] of highest.slice(0, 7).entries()) expect(rises[row * HORIZONS + step]).toBeCloseTo(each, 5);
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
