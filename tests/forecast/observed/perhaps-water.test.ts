import { beforeAll, describe, expect, it } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import type { PathEnsemble } from '../../../src/forecast/ensemble/path-ensemble.ts';
import { createAdlpModel } from '../../../src/forecast/issue/adlp-model.ts';
import { fitNetwork, type NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import { createRiverRecord, scalesUntil } from '../../../src/forecast/learn/river-record.ts';
import { createGauge } from '../../../src/forecast/observed/gauge.ts';
import { normalAt } from '../../../src/forecast/observed/normal-levels.ts';
import { allAsWater } from '../../../src/forecast/observed/perhaps-water.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { readingsBetween, truncate } from '../../support/dataset-cuts.ts';
import { station, syntheticRiver } from '../../support/synthetic-river.ts';

const end = 50 * DAY_MS;
const river = syntheticRiver(end);
// Calm at both gauges for hours before and after.
const jumpedAt = 43.25 * DAY_MS;
/** One and a half metres, three quarters of bankfull. */
const BY = 1.5;

/** The gauge upstream reads so much more from one reading to the next, for so long. */
function jumped(by: number, hours: number): Dataset {
  const { times, values } = river.series.get('up')!;
  const isUp = (at: number) => at >= jumpedAt && at < jumpedAt + hours * HOUR_MS;
  const up = { times, values: values.map((value, index) => (isUp(times[index]!) ? value + by : value)) };
  return createDataset('jumped', 'jumped', river.stations, new Map(river.series).set('up', up));
}

describe('a gauge upstream that jumps up and stands still', () => {
  let fit: NetworkFit;
  beforeAll(() => {
    const until = 40 * DAY_MS;
    const { stations, series } = truncate(river, until);
    fit = fitNetwork(createRiverRecord(stations, series, scalesUntil(stations, series, until)), [], until);
  }, 120_000);

  const told = (dataset: Dataset, hoursAfter: number): PathEnsemble => {
    const at = jumpedAt + hoursAfter * HOUR_MS;
    return forecastAt(createRiverRecord(dataset.stations, truncate(dataset, at).series, fit.scales), fit, 'town', at)!;
  };
  const chance = (ensemble: PathEnsemble) => exceedanceProbability(ensemble, ensemble.stageM + 0.5, 6);
  const zero = jumped(BY, 9_999);

  it('may be a dam that was opened: half of the paths say so, while that may be, and the gauge counts as not seen', () => {
    const calm = chance(told(river, 1));
    for (const hours of [0.5, 1, 4]) {
      const ensemble = told(zero, hours);
      expect(chance(ensemble)).toBeGreaterThan(calm + 0.1);
      expect(chance(ensemble)).toBeLessThan(0.6);
      expect(ensemble.degraded).toEqual(['up']);
      expect(ensemble.weights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
    }
  });

  it('is another zero once its wave would have come down', () => {
    const ensemble = told(zero, 12.5);
    expect(ensemble.degraded).toEqual([]);
    expect(chance(ensemble)).toBeCloseTo(chance(told(river, 12.5)), 2);
  });

  it('is in doubt no longer once the water went back', () => {
    const { degraded, weights } = told(jumped(BY, 5), 5.5);
    expect(degraded).toEqual([]);
    expect(new Set(weights).size).toBe(1);
  });

  it('is no water where it jumps by more than twice the bankfull rise', () => {
    const ensemble = told(jumped(6, 9_999), 5);
    expect(ensemble.degraded).toEqual([]);
    expect(Math.abs(chance(ensemble) - chance(told(river, 5)))).toBeLessThan(0.02);
  });

  it('is told alike by the service, from a day and a half of readings, and by a backtest that holds what came later', () => {
    const model = createAdlpModel(zero.network, fit);
    const whole = createRiverRecord(zero.stations, zero.series, fit.scales);
    for (const minutes of [20, 60, 170, 200, 11 * 60]) {
      const issuedAt = jumpedAt + minutes * MINUTE_MS;
      const from = issuedAt - 36 * HOUR_MS;
      const live = model.forecast({
        station: 'town',
        issuedAt,
        own: readingsBetween(zero, 'town', from, issuedAt),
        others: new Map([['up', readingsBetween(zero, 'up', from, issuedAt)]]),
      });
      if (!live.ok) throw new Error('seen');
      const said = forecastAt(whole, fit, 'town', issuedAt)!;
      expect(live.value.degraded).toEqual(said.degraded);
      // The service has judged the first reading up, a backtest waits for the next one: the rise is ten minutes older.
      expect(Math.abs(exceedanceProbability(live.value, 0.8, 6) - exceedanceProbability(said, 0.8, 6))).toBeLessThan(
        0.08,
      );
      const cut = forecastAt(
        createRiverRecord(zero.stations, truncate(zero, issuedAt).series, fit.scales),
        fit,
        'town',
        issuedAt,
      )!;
      expect(cut.paths).toEqual(said.paths);
    }
  });
});

it('after a gauge was set to another zero a second jump is told as water by what it rose at that one, and what came before in the first zero', () => {
  const stood = [...Array(24).fill(0.1), ...Array(80).fill(1.1), ...Array(5).fill(1.9)];
  const times = Float64Array.from(stood, (_, index) => index * 10 * MINUTE_MS);
  const scale = { zero: 0, scale: 1, noise: 0 };
  const up = createGauge(station('up', []), { times, values: Float64Array.from(stood) }, scale, { isJudged: true });
  const tree = { above: new Map([['town', ['up']]]), rain: [], weights: new Map() };
  const { gauges, stepped } = allAsWater(tree, new Map([['up', up]]), times.at(-1)!)!;
  expect(stepped).toEqual(['up']);
  const told = [...gauges.get('up')!.series.values].map((each) => Number(each.toFixed(6)));
  expect(told).toEqual([...Array(104).fill(0.1), ...Array(5).fill(0.9)]);
});

it('a gauge that jumps before midnight has that day a usual level that knows nothing of whether it will stand still', () => {
  const jumpsAt = 4 * DAY_MS - HOUR_MS;
  const stage = (at: number) => (at < jumpsAt - 4 * HOUR_MS ? at / DAY_MS : 1.5) + (at < jumpsAt ? 0 : 1);
  const usualAt = (now: number, until: number) => {
    const times = Float64Array.from({ length: 5 * 144 }, (_, index) => index * 10 * MINUTE_MS).filter(
      (at) => at <= until,
    );
    const series = { times, values: times.map(stage) };
    return normalAt(createGauge(station('up', []), series, { zero: 0, scale: 1, noise: 0 }).normals, now);
  };
  for (const hours of [0.5, 1, 1.5, 2, 2.5, 3.5]) {
    const now = jumpsAt + hours * HOUR_MS;
    expect(usualAt(now, now)).toBe(usualAt(now, 5 * DAY_MS));
  }
});
