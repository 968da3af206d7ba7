import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { noiseOf, steadied } from '../../../src/forecast/observed/noise.ts';
import { countUntil, type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { evenly } from '../../support/evenly.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const STEP_MS = 10 * MINUTE_MS;
const DAYS = 20;

/** Every ten minutes. */
function seriesOf(values: readonly number[], stepMs = STEP_MS): Series {
  return { times: Float64Array.from(values, (_, index) => index * stepMs), values: Float64Array.from(values) };
}

/** Normal noise (Box and Muller), told in centimetres. */
function trembling(water: readonly number[], noiseM: number): number[] {
  const random = seededRandom(11);
  return water.map((level) => {
    const off = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.round(100 * (level + noiseM * off)) / 100;
  });
}

const calm = Array.from({ length: DAYS * 144 }, () => 0.5);
/** Half a metre up and down within a day, again and again. */
const waves = calm.map((level, index) => level + 0.25 * Math.sin((2 * Math.PI * index) / 144));
const spiked = waves.map((level, index) => (index % 40 === 7 ? level + 2 : level));

describe('the noise of a gauge', () => {
  test.each([
    ['over calm water', calm],
    ['over water that rises and falls', waves],
    ['with spikes', spiked],
  ])('is what it is %s', (_, water) => {
    for (const noiseM of [0.02, 0.05, 0.15]) {
      const noise = noiseOf(seriesOf(trembling(water, noiseM)), DAYS * DAY_MS, STEP_MS, 1);
      expect(noise / noiseM).toBeGreaterThan(0.9);
      expect(noise / noiseM).toBeLessThan(1.2);
    }
  });

  it('tells nothing where it is little beside the rises of that river, and much on a smaller one', () => {
    const read = seriesOf(trembling(calm, 0.02));
    const on = (bankfullRiseM: number) => noiseOf(read, DAYS * DAY_MS, STEP_MS, bankfullRiseM);
    expect([on(3), on(1) > 0]).toEqual([0, true]);
  });

  it('is not found in the last digit of calm water, in hours between two values, nor in a record of half a day', () => {
    const digits = calm.map((_, index) => (index % 17 === 0 ? 0.6 : 0.5));
    const hourly = seriesOf(trembling(calm, 0.05), HOUR_MS);
    const short = seriesOf(trembling(calm.slice(0, 72), 0.05));
    expect(noiseOf(seriesOf(digits), DAYS * DAY_MS, STEP_MS, 1)).toBe(0);
    expect(noiseOf(hourly, DAYS * DAY_MS, HOUR_MS, 1)).toBe(0);
    expect(noiseOf(short, DAYS * DAY_MS, STEP_MS, 1)).toBe(0);
  });

  it('is that of the month before a moment, whatever comes later', () => {
    const still = seriesOf(calm.concat(calm));
    const then = seriesOf(calm.concat(trembling(calm, 0.1)));
    expect(noiseOf(still, DAYS * DAY_MS - 1, STEP_MS, 1)).toBe(noiseOf(then, DAYS * DAY_MS - 1, STEP_MS, 1));
    expect(noiseOf(then, 2 * DAYS * DAY_MS, STEP_MS, 1)).toBeGreaterThan(0.05);
  });
});

describe('where the water stood', () => {
  it('is the mean of what was read within the hour and agrees', () => {
    expect([...steadied(seriesOf([1, 1.04, 0.98, 1.6]), 0.03).values].map((each) => Number(each.toFixed(4)))).toEqual([
      1, 1.02, 1.0067, 1.6,
    ]);
  });

  it('is known better than by each value, most of all on calm water', () => {
    const noiseM = 0.03;
    const error = (water: readonly number[], told: ArrayLike<number>) =>
      Math.sqrt(water.reduce((sum, level, index) => sum + (told[index]! - level) ** 2, 0) / water.length);
    for (const [water, most] of [
      [calm, 0.6],
      [waves, 0.8],
    ] as const) {
      const read = seriesOf(trembling(water, noiseM));
      expect(error(water, steadied(read, noiseM).values)).toBeLessThan(most * error(water, read.values));
    }
  });

  it('is never further from what was read than noise goes, and rests on nothing that came later', () => {
    fc.assert(
      fc.property(fc.array(evenly(0, 3), { minLength: 1, maxLength: 60 }), fc.nat(59), (levels, cut) => {
        const read = seriesOf(levels);
        const { values } = steadied(read, 0.1);
        for (const [index, level] of levels.entries())
          expect(Math.abs(values[index]! - level)).toBeLessThan(0.25 + 1e-9);
        const known = seriesOf(levels.slice(0, cut + 1));
        expect(steadied(known, 0.1).values).toEqual(values.slice(0, cut + 1));
      }),
    );
  });

  it('is what was read at a gauge that does not tremble', () => {
    const read = seriesOf([1, 1.04, 0.98]);
    expect(steadied(read, 0)).toBe(read);
  });
});

describe('the forecast of a gauge that trembles', () => {
  const until = 60 * DAY_MS;
  const river = syntheticRiver(until + DAY_MS);
  const water = river.series.get('town')!;
  const read: Series = { times: water.times, values: Float64Array.from(trembling([...water.values], 0.06)) };
  const dataset = createDataset('town', 'town', [{ ...river.stations[1]!, upstream: [] }], new Map([['town', read]]));
  const fit = fitNetwork(recordAsOf(dataset, until), [], until);
  const record = recordAsOf(dataset, until);
  const moments = Array.from({ length: 48 }, (_, index) => until + index * 30 * MINUTE_MS);
  const valueAt = ({ times, values }: Series, at: number) => values[countUntil({ times, values }, at) - 1]!;

  it('says the stage that was read, and starts from where the water stands', () => {
    let [fromRead, fromPaths] = [0, 0];
    for (const at of moments) {
      const { stageM, paths, weights } = forecastAt(record, fit, 'town', at)!;
      expect(stageM).toBe(valueAt(read, at));
      const stands = valueAt(water, at);
      const expectedM = paths.reduce((sum, path, index) => sum + weights[index]! * path[0]!, 0);
      // Half an hour on: the water is calm but for a few of these moments.
      fromPaths += Math.abs(expectedM - stands);
      fromRead += Math.abs(expectedM - stageM);
    }
    expect(fromPaths).toBeLessThan(0.8 * fromRead);
  });

  it('is the same to the last digit whatever is read later', () => {
    for (const at of moments.slice(0, 6)) {
      const known = createDataset('town', 'town', dataset.stations, new Map([['town', sliceOf(read, 0, at)]]));
      expect(forecastAt(recordAsOf(known, until), fit, 'town', at)).toEqual(forecastAt(record, fit, 'town', at));
    }
  });
});
