import { describe, expect, it } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import type { PriorLesson } from '../../../src/forecast/learn/prior.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import type { AnalogueModel } from '../../../src/forecast/model/analogue-model.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { forecastTown } from '../../support/forecast-town.ts';
import { rowsOfRiver } from '../../support/rows-of-river.ts';
import { station, syntheticRiver } from '../../support/synthetic-river.ts';

/** A town without a gauge above it that saw so many floods, four days apart, each of half a metre more than a fifth of bankfull (2 m). */
function townWith(floods: number): Dataset {
  const times = Float64Array.from(
    { length: ((floods + 2) * 4 * DAY_MS) / (10 * MINUTE_MS) },
    (_, k) => k * 10 * MINUTE_MS,
  );
  const values = times.map((at) => {
    const x = (at % (4 * DAY_MS)) / (6 * HOUR_MS);
    return at > (floods + 1) * 4 * DAY_MS || at < 4 * DAY_MS ? 0.5 : 0.5 + 0.9 * x * Math.exp(1 - x);
  });
  return createDataset('town', 'town', [station('town', [])], new Map([['town', { times, values }]]));
}

const other = syntheticRiver(40 * DAY_MS);

/** Another river, by its own gauges. */
function prior(): PriorLesson[] {
  const until = 40 * DAY_MS;
  const record = recordAsOf(other, until);
  return rowsOfRiver(record, { until, quietThinning: 6, weight: 1 }).map(({ station: id, rows }) => ({
    river: 'other',
    gauge: { station: null, name: id, river: 'other' },
    pace: 1,
    rows,
    silent: rows,
  }));
}

function fitOf(floods: number) {
  const town = townWith(floods);
  const until = (floods + 2) * 4 * DAY_MS;
  const record = recordAsOf(town, until);
  const fit = fitNetwork(record, prior(), until);
  return { town, fit, issuedAt: until - HOUR_MS };
}

/** As if all that is told of all rivers together had risen by a thousand metres and more. */
function risenFar(pooled: AnalogueModel): AnalogueModel {
  const { spreads, rises, errors } = pooled.tellings;
  return { ...pooled, tellings: { spreads: spreads.map(() => 255), rises: rises.map(() => 127), errors } };
}

describe('what a gauge says of itself', () => {
  it('is nothing before its first flood: other rivers speak', () => {
    const { town, fit, issuedAt } = fitOf(0);
    expect(fit.local.size).toBe(0);
    expect(forecastTown(town, fit, issuedAt).learning).toBe(true);
  }, 60_000);

  it.each([
    { floods: 2, share: 0.4, learning: true },
    { floods: 9, share: 0.75, learning: false },
  ])(
    'counts $share after $floods floods, and its paths are that part of all',
    ({ floods, share, learning }) => {
      const { town, fit, issuedAt } = fitOf(floods);
      expect(fit.local.get('town')!.share).toBe(share);
      const pooled = risenFar(fit.pooled!);
      const forecast = forecastTown(town, { ...fit, pooled }, issuedAt);
      expect(forecast.learning).toBe(learning);
      expect(Math.abs(forecast.paths.length - 480)).toBeLessThanOrEqual(2);
      expect(forecast.weights.every((weight) => weight === 1 / forecast.paths.length)).toBe(true);
      const ofOthers = forecast.paths.filter((path) => Math.max(...path) > 100).length / forecast.paths.length;
      expect(Math.abs(ofOthers - (1 - share))).toBeLessThan(0.01);
    },
    60_000,
  );

  it('counts a thaw of many days as a flood every four', () => {
    const until = 40 * DAY_MS;
    const times = Float64Array.from({ length: until / (10 * MINUTE_MS) }, (_, index) => index * 10 * MINUTE_MS);
    // Above a fifth of bankfull (2 m) from the tenth to the thirtieth day, higher at noon.
    const values = times.map((at) => {
      const day = at / DAY_MS;
      return day < 10 || day > 30 ? 0.5 : 1.2 + 0.2 * Math.sin(2 * Math.PI * day);
    });
    const town = createDataset('town', 'town', [station('town', [])], new Map([['town', { times, values }]]));
    const record = recordAsOf(town, 10 * DAY_MS);
    expect(fitNetwork(record, prior(), until).local.get('town')!.share).toBeCloseTo(5 / 8, 9);
  }, 60_000);

  it.each([
    { what: 'a power station runs each day, before its first flood', floods: 0, share: null },
    { what: 'a power station runs each day, after its third flood', floods: 3, share: 0.5 },
  ])(
    'counts what stands out of most days where $what',
    ({ floods, share }) => {
      const until = 60 * DAY_MS;
      const times = Float64Array.from({ length: until / (10 * MINUTE_MS) }, (_, index) => index * 10 * MINUTE_MS);
      // Bankfull is 2 m: .3 of it for six hours a day, and a flood of .4 more on some days.
      const values = times.map((at) => {
        const x = ((at % DAY_MS) - 6 * HOUR_MS) / (6 * HOUR_MS);
        const isFlood = (at / DAY_MS) % 15 < 1 && at / DAY_MS > 15 && at / DAY_MS < 15 * (floods + 1);
        return 0.5 + (x > 0 && x < 1 ? (isFlood ? 1.4 : 0.6) * Math.sin(Math.PI * x) : 0);
      });
      const town = createDataset('town', 'town', [station('town', [])], new Map([['town', { times, values }]]));
      expect(fitNetwork(recordAsOf(town, until), prior(), until).local.get('town')?.share ?? null).toBe(share);
    },
    60_000,
  );

  it('is nine tenths at most: the next flood may be greater than all of them', () => {
    expect(fitOf(26).fit.local.get('town')!.share).toBeCloseTo(26 / 29, 9);
    const { town, fit, issuedAt } = fitOf(40);
    expect(fit.local.get('town')!.share).toBe(0.9);
    const pooled = risenFar(fit.pooled!);
    const { paths } = forecastTown(town, { ...fit, pooled }, issuedAt);
    const ofOthers = paths.filter((path) => Math.max(...path) > 100).length / paths.length;
    expect(Math.abs(ofOthers - 0.1)).toBeLessThan(0.01);
  }, 60_000);

  it('counts no flood from before the rain gauge that it looks at', () => {
    const town = townWith(10);
    const until = 12 * 4 * DAY_MS;
    const rain = { ...station('rain', []), quantity: 'rain' as const, intervalMin: 60 };
    // It rains in the six hours before each flood; the gauge is there since the sixth.
    const hours = Float64Array.from(
      { length: (until - 22 * DAY_MS) / HOUR_MS },
      (_, hour) => 22 * DAY_MS + hour * HOUR_MS,
    );
    const fallen = hours.map((at) => ((at + 6 * HOUR_MS) % (4 * DAY_MS) < 6 * HOUR_MS ? 8 : 0));
    const series = new Map([...town.series, ['rain', { times: hours, values: fallen }]]);
    const stations = [rain, ...town.stations.map((each) => ({ ...each, upstream: ['rain'] }))];
    const fit = fitNetwork(recordAsOf({ stations, series }, until), prior(), until);
    const own = fit.local.get('town')!;
    expect([...own.projections.values()].map(({ hasRain }) => hasRain)).toEqual([true]);
    expect(own.share).toBe(5 / 8);
  }, 60_000);

  it('is asked while one of its rain gauges is seen, and where none is for what it says without rain', () => {
    const town = townWith(10);
    const until = 12 * 4 * DAY_MS;
    const hours = Float64Array.from({ length: until / HOUR_MS + 1 }, (_, hour) => hour * HOUR_MS);
    const fallen = hours.map((at) => ((at + 6 * HOUR_MS) % (4 * DAY_MS) < 6 * HOUR_MS ? 8 : 0));
    const rain = ['hill', 'moor'].map((id) => ({ ...station(id, []), quantity: 'rain' as const, intervalMin: 60 }));
    const stations = [...rain, ...town.stations.map((each) => ({ ...each, upstream: ['hill', 'moor'] }))];
    const recordOf = (silent: readonly string[]) => {
      const seen = (id: string) => hours.length - (silent.includes(id) ? 12 : 0);
      const series = new Map(town.series);
      for (const { id } of rain)
        series.set(id, { times: hours.subarray(0, seen(id)), values: fallen.subarray(0, seen(id)) });
      return recordAsOf({ stations, series }, until);
    };
    const fit = fitNetwork(recordOf([]), prior(), until);
    const told = (...silent: string[]) => {
      const { learning, degraded, contributions } = forecastAt(recordOf(silent), fit, 'town', until - HOUR_MS)!;
      return { isOwn: !learning, degraded, byRain: contributions.some(({ from }) => from === 'rain') };
    };
    expect(told()).toEqual({ isOwn: true, degraded: [], byRain: true });
    expect(told('moor')).toEqual({ isOwn: true, degraded: ['moor'], byRain: true });
    expect(told('hill', 'moor')).toEqual({ isOwn: true, degraded: ['hill', 'moor'], byRain: false });
  }, 60_000);

  it('is not lost to a rain gauge that was set up yesterday', () => {
    const town = townWith(9);
    const until = 11 * 4 * DAY_MS;
    const rain = { ...station('rain', []), quantity: 'rain' as const };
    const hours = Float64Array.from({ length: 24 }, (_, hour) => until - (24 - hour) * HOUR_MS);
    const series = new Map([...town.series, ['rain', { times: hours, values: hours.map(() => 1) }]]);
    const stations = [rain, ...town.stations.map((each) => ({ ...each, upstream: ['rain'] }))];
    const record = recordAsOf({ stations, series }, until);
    const fit = fitNetwork(record, prior(), until);
    expect(fit.local.get('town')!.share).toBe(0.75);
    expect([...fit.local.get('town')!.projections.values()].map(({ hasRain }) => hasRain)).toEqual([false]);
  }, 60_000);

  it.each([
    { what: 'a lock or a weir', from: 0, floods: null },
    { what: 'a new zero of the gauge', from: 100 * DAY_MS, floods: 1 },
  ])(
    'counts no flood while water stands high and still: $what',
    ({ from, floods }) => {
      const until = 240 * DAY_MS;
      const times = Float64Array.from({ length: until / (10 * MINUTE_MS) }, (_, index) => index * 10 * MINUTE_MS);
      // A quarter of bankfull (2 m) above what was usual on the first day, with a ripple of two centimetres.
      const values = times.map((at) => (at < Math.max(from, DAY_MS) ? 0.5 : 1) + 0.02 * Math.sin(at / DAY_MS));
      const town = createDataset('town', 'town', [station('town', [])], new Map([['town', { times, values }]]));
      const fit = fitNetwork(recordAsOf(town, DAY_MS), prior(), until);
      // The moment at which it steps up is all that could be one.
      expect(fit.local.get('town')?.share ?? null).toBe(floods === null ? 1 / 4 : floods / (floods + 3));
      expect(fit.pooled).not.toBeNull();
    },
    60_000,
  );
});
