import { describe, expect, it } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastTown } from '../../support/forecast-town.ts';
import { station, syntheticRiver } from '../../support/synthetic-river.ts';

const until = 330 * DAY_MS;
const river = syntheticRiver(until + 20 * DAY_MS);

function townOf(series: Series): Dataset {
  return createDataset('town', 'town', [station('town', [])], new Map([['town', series]]));
}

function fitOf({ stations, series }: Dataset, at = until) {
  return fitNetwork(recordAsOf({ stations, series }, at), [], at);
}

describe('a gauge with a record of its own', () => {
  it('says nine tenths after many floods, and for the rest few trees of all gauges together are enough', () => {
    const whole = fitOf(river);
    expect([...whole.local.values()].map(({ share }) => share)).toEqual(river.stations.map(() => 0.9));
    const early = fitOf(river, 60 * DAY_MS);
    expect([...early.local.values()].some(({ share }) => share < 1)).toBe(true);
    expect(whole.pooled!.trees.length).toBeLessThan(early.pooled!.trees.length);
  }, 60_000);

  it('foretells floods larger than any that it saw', () => {
    const town = river.series.get('town')!;
    const highestM = Math.max(...sliceOf(town, 0, until).values);
    // What comes then has its largest flood twice as high: the same shape, greater by so much.
    const [from, to] = [until + DAY_MS, until + 20 * DAY_MS];
    const coming = sliceOf(town, from, to);
    const peakM = Math.max(...coming.values);
    const factor = (2 * (highestM - 0.5)) / (peakM - 0.5);
    const great = townOf({
      times: town.times,
      values: town.values.map((value, index) => (town.times[index]! > from ? 0.5 + factor * (value - 0.5) : value)),
    });
    const peakAt = coming.times[coming.values.indexOf(peakM)]!;
    const fit = fitOf(great);
    // It stands at the highest it ever saw and rises: the water will come twice as high, and of the paths many come near that.
    const passed = great.series.get('town')!;
    const at = passed.times.findLastIndex((time, index) => time < peakAt && passed.values[index]! <= highestM);
    const highest = forecastTown(great, fit, passed.times[at]!).paths.map((path) => Math.max(...path));
    const nearM = highestM + 0.75 * (highestM - 0.5);
    expect(highest.filter((each) => each > nearM).length / highest.length).toBeGreaterThan(0.3);
  }, 60_000);

  it('has learned what to say while it is silent where anything lies above it, also of a past that looks at itself alone', () => {
    const seen = fitOf(river, 60 * DAY_MS);
    expect([...seen.local.get('town')!.silent!.projections.keys()]).toEqual([1]);
    expect(seen.local.get('up')!.silent).toBeNull();
    const town = river.series.get('town')!;
    const still = { times: town.times, values: town.values.map(() => 0.5) };
    const below = fitOf(
      createDataset('river', 'river', river.stations, new Map([...river.series, ['up', still]])),
      60 * DAY_MS,
    );
    expect([...below.local.get('town')!.silent!.projections.keys()]).toEqual([0]);
    const alone = fitOf(townOf(town), 60 * DAY_MS);
    expect([alone.silent, alone.local.get('town')!.silent]).toEqual([null, null]);
  }, 60_000);

  it('that never moved is foretold to stay, in numbers', () => {
    const { times } = river.series.get('town')!;
    const flat = townOf({ times, values: times.map(() => 0.5) });
    const { paths } = forecastTown(flat, fitOf(flat), until + DAY_MS);
    for (const path of paths) for (const stageM of path) expect(stageM).toBeCloseTo(0.5, 2);
  }, 60_000);
});

it('noise that comes after a fit, hours or weeks later, moves nothing in it', () => {
  const at = 47 * DAY_MS;
  const town = river.series.get('town')!;
  const known = fitOf(townOf(sliceOf(town, Number.NEGATIVE_INFINITY, at)), at);
  const spoilt = (from: number, until: number, every: number): Series => ({
    times: town.times,
    values: town.values.map((value, index) => {
      const since = town.times[index]! - at;
      return since > from && since < until && index % every === 0 ? value + 1.5 : value;
    }),
  });
  for (const later of [spoilt(HOUR_MS, 11 * HOUR_MS, 9), spoilt(5 * DAY_MS, 200 * DAY_MS, 5), town]) {
    expect(fitOf(townOf(later), at)).toEqual(known);
  }
}, 60_000);

it('what a fit looks at does not hang on what came after it, not even on how long the record became', () => {
  const [early, late] = [330 * DAY_MS, 10 * 365 * DAY_MS];
  const times = Float64Array.from({ length: late / HOUR_MS }, (_, hour) => hour * HOUR_MS);
  const values = times.map((at) => 0.5 + 2 * Math.max(0, Math.sin(at / (3 * DAY_MS))) ** 32);
  const hourly = (series: Series): Dataset =>
    createDataset('town', 'town', [{ ...station('town', []), intervalMin: 60 }], new Map([['town', series]]));
  const long = hourly({ times, values });
  const short = hourly(sliceOf({ times, values }, Number.NEGATIVE_INFINITY, early));
  const fit = fitOf(long, early);
  expect(fit.local.size).toBe(1);
  expect(fit).toEqual(fitOf(short, early));
  // Of ten years fewer quiet hours are looked at.
  expect(fitOf(long, late).ownRows / late).toBeLessThan(0.75 * (fit.ownRows / early));
}, 120_000);
