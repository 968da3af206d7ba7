import { describe, expect, it } from 'vitest';
import { byTime } from '../../../src/forecast/learn/assemble-sample.ts';
import { fitNetwork, type NetworkFit, type PriorLesson } from '../../../src/forecast/learn/fit-network.ts';
import { fitRainModels } from '../../../src/forecast/learn/fit-rain-models.ts';
import {
  createRiverRecord,
  type Recorded,
  type RiverRecord,
  recordAsOf,
  rowsOfRiver,
  scalesUntil,
} from '../../../src/forecast/learn/river-record.ts';
import { NOWHERE } from '../../../src/forecast/model/similar-events.ts';
import { syntheticRiver as rainyRiver } from '../../../src/forecast/synthetic/synthetic-river.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

/** One that taught nothing. */
const river = rainyRiver(1000);
const { times } = river.series.get('gauge-0')!;
const before = times[0]! - 1;
const cold = ({ stations, series }: Recorded): RiverRecord =>
  createRiverRecord(stations, series, scalesUntil(stations, series, before));
/** One level alone is learned within seconds. */
const town = { ...river, stations: river.stations.filter(({ id }) => id === 'rain' || id === 'gauge-0') };
const record = cold(town);

const other = recordAsOf(syntheticRiver(60 * DAY_MS), 60 * DAY_MS);
const taught = { until: 60 * DAY_MS, quietThinning: 6, weight: 1 };
const otherRows = rowsOfRiver(other, () => taught);
const prior: PriorLesson[] = otherRows.map(({ rows }) => ({
  river: 'other',
  gauge: { station: null, name: 'Other', river: 'other' },
  pace: 1,
  rows,
}));
const fit = fitNetwork(record, prior, before);

/** Mean squared error of the chance that the water rises by a tenth of bankfull within three hours. */
function brierOf(asked: NetworkFit): number {
  const { bankfullRiseM } = river.stations.find(({ id }) => id === 'gauge-0')!;
  const { values } = river.series.get('gauge-0')!;
  let [sum, count] = [0, 0];
  for (let at = times[0]! + 2 * DAY_MS; at < times.at(-1)! - 4 * HOUR_MS; at += 4 * HOUR_MS) {
    const { paths, weights, leadTimesH, stageM } = forecastAt(record, asked, 'gauge-0', at)!;
    const steps = leadTimesH.filter((leadTimeH) => leadTimeH <= 3).length;
    const markM = stageM + 0.1 * bankfullRiseM;
    const chance = paths.reduce(
      (total, path, index) => total + (Math.max(...path.subarray(0, steps)) >= markM ? weights[index]! : 0),
      0,
    );
    const came = values.some(
      (level, index) => times[index]! > at && times[index]! <= at + 3 * HOUR_MS && level >= markM,
    );
    sum += (chance - Number(came)) ** 2;
    count += 1;
  }
  return sum / count;
}

const at = times[0]! + 20 * DAY_MS;

describe('a river with a rain gauge and no past', () => {
  it('is told of rises by its rain, before they begin', () => {
    expect(brierOf(fit)).toBeLessThan(0.9 * brierOf({ ...fit, byRain: new Map() }));
  });

  it('names no event of a river that never was', () => {
    expect(forecastAt(record, fit, 'gauge-0', at)!.similarEvents).toEqual([]);
  });

  it('is told how much of the rise the rain brings; the parts sum to it, and it leans on other rivers', () => {
    const { values } = river.series.get('gauge-0')!;
    const steepest = values.reduce(
      (best, level, index) => (level - values[index - 6]! > values[best]! - values[best - 6]! ? index : best),
      6,
    );
    const brought = [-12, -9, -6, -3, 0].map((step) => {
      const told = forecastAt(record, fit, 'gauge-0', times[steepest + step]!)!;
      expect(told.learning).toBe(true);
      const [own, rain, ...rest] = told.contributions;
      expect([own!.from, rain!.from, rest]).toEqual(['own', 'rain', []]);
      const at6h = told.leadTimesH.findIndex((leadTimeH) => leadTimeH >= told.explainedLeadTimeH - 1e-9);
      const rises = told.paths.map((path) => path[at6h]! - told.stageM).toSorted((one, another) => one - another);
      expect(own!.riseM + rain!.riseM).toBeGreaterThan(rises[Math.floor(0.48 * rises.length)]! - 1e-6);
      expect(own!.riseM + rain!.riseM).toBeLessThan(rises[Math.ceil(0.52 * rises.length)]! + 1e-6);
      return rain!.riseM;
    });
    expect(Math.max(...brought)).toBeGreaterThan(0);
  });

  it('is told by all rivers together while the rain gauge is silent', () => {
    const nothing = { times: new Float64Array(0), values: new Float64Array(0) };
    const silent = cold({ ...town, series: new Map(river.series).set('rain', nothing) });
    const told = forecastAt(silent, fit, 'gauge-0', at)!;
    expect(told.degraded).toEqual(['rain']);
    expect(told).toEqual(forecastAt(silent, { ...fit, byRain: new Map() }, 'gauge-0', at));
  });
});

/** Gauges that say so much of themselves. Of .88 few trees are grown, which is quick. */
const saying = (...shares: number[]) => new Map(shares.map((share, index) => [`gauge-${index}`, { share }]));

describe('what is learned of synthetic rivers', () => {
  it('is nothing where no prior is wanted', () => {
    expect(fitNetwork(record, [], before).byRain.size).toBe(0);
  });

  it('is nothing where no gauge knows rain', () => {
    expect(fitRainModels(other, [], new Map()).size).toBe(0);
  });

  it('is nothing where each gauge that knows rain says nine tenths of itself, whatever the others say', () => {
    const stations = river.stations.map((each) => (each.id === 'gauge-2' ? { ...each, upstream: ['gauge-1'] } : each));
    const upper = cold({ ...river, stations });
    expect(fitRainModels(upper, [], saying(0.9, 0.9)).size).toBe(0);
    expect(fitRainModels(record, [], saying(0.88)).size).toBe(1);
  });

  it('is rain alone too where every gauge with rain has one above it, which may fall silent', () => {
    const stations = river.stations.map((each) => {
      const upstream = each.upstream.filter((id) => id !== 'rain');
      return each.id === 'gauge-2' ? each : { ...each, upstream };
    });
    const lower = cold({ ...river, stations });
    expect([...fitRainModels(lower, [], new Map([['gauge-2', { share: 0.88 }]])).keys()]).toEqual([0, 1]);
  });

  it('is rain with one level above at most, together with what the gauges of the network itself saw of rain', () => {
    const station = { station: 'gauge-1', name: 'Here', river: '' };
    const blind = { station: 'town', name: 'No rain', river: '' };
    const until = times[0]! + 30 * DAY_MS;
    const own = rowsOfRiver(recordAsOf(river, until), () => ({ until, quietThinning: 12, weight: 1 }));
    const lessons = [byTime(station, own.at(-1)!.rows), byTime(blind, otherRows.at(-1)!.rows)];
    const models = fitRainModels(cold(river), lessons, saying(0.88, 0.88, 0.88));
    expect(new Set(models.keys())).toEqual(new Set([0, 1]));
    for (const [depth, { projections, origins, trees, drawn }] of models) {
      expect([...projections.values()].map((each) => [each.depth, each.hasRain])).toEqual([[depth, true]]);
      expect(origins.gauges).toEqual([NOWHERE, station]);
      // Twelve hundredths of 180 trees, three paths of each; five of each tree here.
      expect([trees.length, drawn]).toEqual([14, 5]);
    }
  });
});
