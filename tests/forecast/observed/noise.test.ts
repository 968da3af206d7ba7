import fc from 'fast-check';
import { standardDeviation } from 'simple-statistics';
import { describe, expect, it, test } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { createGauge } from '../../../src/forecast/observed/gauge.ts';
import { measuredNoise, steadied } from '../../../src/forecast/observed/noise.ts';
import { riverTree } from '../../../src/forecast/observed/river-tree.ts';
import { countUntil, type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { asLastMoving } from '../../../src/forecast/observed/stopped.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createNetwork } from '../../../src/territory/network.ts';
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
      const noise = measuredNoise(seriesOf(trembling(water, noiseM)), DAYS * DAY_MS, STEP_MS, 1);
      expect(noise / noiseM).toBeGreaterThan(0.9);
      expect(noise / noiseM).toBeLessThan(1.2);
    }
  });

  it('tells nothing where it is little beside the rises of that river, and much on a smaller one', () => {
    const read = seriesOf(trembling(calm, 0.02));
    const on = (bankfullRiseM: number) => measuredNoise(read, DAYS * DAY_MS, STEP_MS, bankfullRiseM);
    expect([on(3), on(1) > 0]).toEqual([0, true]);
  });

  it('is not found in the last digit of calm water, in hours between two values, nor in a record of half a day', () => {
    const digits = calm.map((_, index) => (index % 17 === 0 ? 0.6 : 0.5));
    const hourly = seriesOf(trembling(calm, 0.05), HOUR_MS);
    const short = seriesOf(trembling(calm.slice(0, 72), 0.05));
    expect(measuredNoise(seriesOf(digits), DAYS * DAY_MS, STEP_MS, 1)).toBe(0);
    expect(measuredNoise(hourly, DAYS * DAY_MS, HOUR_MS, 1)).toBe(0);
    expect(measuredNoise(short, DAYS * DAY_MS, STEP_MS, 1)).toBe(0);
  });

  it('is no tide, and no power station that comes and goes', () => {
    const hour = 6;
    const tide = calm.map((_, index) => 2 * Math.sin((2 * Math.PI * index) / (12.4 * hour)));
    const station = calm.map((_, index) => (index % (2 * hour) < hour ? 0.9 : 0.5));
    const often = calm.map((_, index) => (index % hour < 2 ? 0.8 : 0.5));
    for (const water of [tide, station, often])
      expect(measuredNoise(seriesOf(water), DAYS * DAY_MS, STEP_MS, 1)).toBe(0);
  });

  it('is that of the month before a moment, whatever comes later', () => {
    const still = seriesOf(calm.concat(calm));
    const then = seriesOf(calm.concat(trembling(calm, 0.1)));
    expect(measuredNoise(still, DAYS * DAY_MS - 1, STEP_MS, 1)).toBe(
      measuredNoise(then, DAYS * DAY_MS - 1, STEP_MS, 1),
    );
    expect(measuredNoise(then, 2 * DAYS * DAY_MS, STEP_MS, 1)).toBeGreaterThan(0.05);
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

test('a gauge that trembles and jams amid a rise is known by its digits as one that does not', () => {
  const minutes = (index: number) => index * 5;
  const jamsAt = 264;
  const rising = Array.from({ length: jamsAt + 12 }, (_, index) => 0.2 + Math.max(0, 0.3 * (minutes(index) / 60 - 20)));
  const levels = trembling(rising, 0.03).fill(0.95, jamsAt);
  const read = seriesOf(levels, 5 * MINUTE_MS);
  const town = { ...syntheticRiver(DAY_MS).stations[1]!, upstream: [], intervalMin: 5, bankfullRiseM: 1 };
  const tree = riverTree(createNetwork([town]), 'town');
  const stops = (noise: number) => {
    const gauge = createGauge(town, read, { zero: 0, scale: 1, noise }, { isJudged: true });
    return [...read.times].map((at) => asLastMoving(tree, new Map([['town', gauge]]), new Set(), at).stopped.length);
  };
  expect(stops(0).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
  expect(stops(0.03)).toEqual(stops(0));
});

describe('the forecast of a gauge that trembles', () => {
  const until = 60 * DAY_MS;
  const river = syntheticRiver(until + 10 * DAY_MS);
  const water = river.series.get('town')!;
  const read: Series = { times: water.times, values: Float64Array.from(trembling([...water.values], 0.06)) };
  const dataset = createDataset('town', 'town', [{ ...river.stations[1]!, upstream: [] }], new Map([['town', read]]));
  const fit = fitNetwork(recordAsOf(dataset, until), [], until);
  const record = recordAsOf(dataset, until);
  const moments = Array.from({ length: 240 }, (_, index) => until + index * HOUR_MS);
  const valueAt = ({ times, values }: Series, at: number) => values[countUntil({ times }, at) - 1]!;

  it('says the stage that was read, and starts from where the water stands', () => {
    const [offWater, offRead]: [number[], number[]] = [[], []];
    const calmMoments = moments.filter((at) => Math.abs(valueAt(water, at) - valueAt(water, at - HOUR_MS)) < 0.03);
    for (const at of calmMoments) {
      const { stageM, paths, weights } = forecastAt(record, fit, 'town', at)!;
      expect(stageM).toBe(valueAt(read, at));
      const highestM = paths.reduce((sum, path, index) => sum + weights[index]! * path[0]!, 0);
      offWater.push(highestM - valueAt(water, at));
      offRead.push(highestM - stageM);
    }
    // The highest of half an hour lies above both: by much the same above the water, by more or less above what happened to be read.
    expect(standardDeviation(offWater)).toBeLessThan(0.85 * standardDeviation(offRead));
  });

  it('is the same to the last digit whatever is read later', () => {
    for (const at of moments.slice(0, 6)) {
      const known = createDataset('town', 'town', dataset.stations, new Map([['town', sliceOf(read, 0, at)]]));
      expect(forecastAt(recordAsOf(known, until), fit, 'town', at)).toEqual(forecastAt(record, fit, 'town', at));
    }
  });
});
