import { describe, expect, it } from 'vitest';
import { fitNetwork, type NetworkFit, type PriorLesson } from '../../../src/forecast/learn/fit-network.ts';
import {
  createRiverRecord,
  type RiverRecord,
  recordAsOf,
  rowsOfRiver,
  scalesUntil,
} from '../../../src/forecast/learn/river-record.ts';
import { syntheticRiver as rainyRiver } from '../../../src/forecast/synthetic/synthetic-river.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

/** One that taught nothing. */
const river = rainyRiver(1000);
const { times } = river.series.get('gauge-1')!;
const before = times[0]! - 1;
const cold = (series: typeof river.series): RiverRecord =>
  createRiverRecord(river.stations, series, scalesUntil(river.stations, series, before));
const record = cold(river.series);

const other = recordAsOf(syntheticRiver(60 * DAY_MS), 60 * DAY_MS);
const taught = { until: 60 * DAY_MS, quietThinning: 6, weight: 1 };
const prior: PriorLesson[] = rowsOfRiver(other, () => taught).map(({ rows }) => ({
  river: 'other',
  gauge: { station: null, name: 'Other', river: 'other' },
  pace: 1,
  rows,
}));
const fit = fitNetwork(record, prior, before);

/** Mean squared error of the chance that the water rises by a tenth of bankfull within three hours. */
function brierOf(asked: NetworkFit): number {
  const { bankfullRiseM } = river.stations.find(({ id }) => id === 'gauge-1')!;
  const { values } = river.series.get('gauge-1')!;
  let [sum, count] = [0, 0];
  for (let at = times[0]! + 2 * DAY_MS; at < times.at(-1)! - 4 * HOUR_MS; at += HOUR_MS) {
    const { paths, weights, leadTimesH, stageM } = forecastAt(record, asked, 'gauge-1', at)!;
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

describe('a river with a rain gauge and no past', () => {
  it('is told of rises by its rain, before they begin', () => {
    expect(brierOf(fit)).toBeLessThan(0.9 * brierOf({ ...fit, byRain: new Map() }));
  });

  it('names no event of a river that never was', () => {
    const at = times[0]! + 20 * DAY_MS;
    expect(forecastAt(record, fit, 'gauge-1', at)!.similarEvents).toEqual([]);
  });

  it('is told by all rivers together while the rain gauge is silent', () => {
    const silent = cold(new Map(river.series).set('rain', { times: new Float64Array(0), values: new Float64Array(0) }));
    const at = times[0]! + 20 * DAY_MS;
    const told = forecastAt(silent, fit, 'gauge-1', at)!;
    expect(told.degraded).toEqual(['rain']);
    expect(told).toEqual(forecastAt(silent, { ...fit, byRain: new Map() }, 'gauge-1', at));
  });
});

describe('nothing of synthetic rivers', () => {
  it('is asked where no prior is wanted', () => {
    expect(fitNetwork(record, [], before).byRain.size).toBe(0);
  });

  it('is learned where no gauge knows rain', () => {
    expect(fitNetwork(other, prior, taught.until).byRain.size).toBe(0);
  });
});
