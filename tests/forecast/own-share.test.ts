import { describe, expect, it } from 'vitest';
import { createAdlpModel } from '../../src/forecast/adlp-model.ts';
import { fitNetwork, type PriorLesson } from '../../src/forecast/fit-network.ts';
import { createRiverRecord, rowsOfRiver, scalesUntil } from '../../src/forecast/river-record.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createDataset, type Dataset, readingsBetween } from '../../src/verification/dataset.ts';
import { station, syntheticRiver } from '../support/synthetic-river.ts';

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
  const record = createRiverRecord(other.stations, other.series, scalesUntil(other.stations, other.series, until));
  return rowsOfRiver(record, () => ({ until, quietThinning: 6, weight: 1 })).map(({ station: id, rows }) => ({
    river: 'other',
    gauge: { station: null, name: id, river: 'other' },
    pace: 1,
    rows,
  }));
}

function fitOf(floods: number) {
  const town = townWith(floods);
  const until = (floods + 2) * 4 * DAY_MS;
  const record = createRiverRecord(town.stations, town.series, scalesUntil(town.stations, town.series, until));
  const fit = fitNetwork(record, prior(), until);
  const issuedAt = until - HOUR_MS;
  const own = readingsBetween(town, 'town', issuedAt - 40 * HOUR_MS, issuedAt);
  const forecast = createAdlpModel(town.network, fit).forecast({ station: 'town', issuedAt, own, others: new Map() });
  if (!forecast.ok) throw new Error('seen');
  return { fit, forecast: forecast.value };
}

describe('what a gauge says of itself', () => {
  it('is nothing before its first flood: other rivers speak', () => {
    const { fit, forecast } = fitOf(0);
    expect(fit.local.size).toBe(0);
    expect(forecast.learning).toBe(true);
  }, 60_000);

  it.each([
    { floods: 2, share: 0.4, learning: true },
    { floods: 9, share: 0.75, learning: false },
  ])(
    'counts $share after $floods floods, and its paths are that part of all',
    ({ floods, share, learning }) => {
      const { fit, forecast } = fitOf(floods);
      expect(fit.local.get('town')!.share).toBe(share);
      expect(fit.pooled).not.toBeNull();
      expect(forecast.learning).toBe(learning);
      expect(Math.abs(forecast.paths.length - 250)).toBeLessThanOrEqual(2);
      expect(forecast.weights.every((weight) => weight === 1 / forecast.paths.length)).toBe(true);
    },
    60_000,
  );

  it('is all from the twenty-seventh flood on, and no other river is asked', () => {
    const [before, after] = [fitOf(26), fitOf(27)];
    expect(before.fit.local.get('town')!.share).toBeCloseTo(26 / 29, 9);
    expect(after.fit.local.get('town')!.share).toBe(1);
    expect(after.fit.pooled).toBeNull();
    expect(after.forecast.similarEvents.every(({ station: from }) => from === 'town')).toBe(true);
  }, 60_000);
});
