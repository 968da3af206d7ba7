import { expect, it } from 'vitest';
import { createAdlpModel } from '../../../src/forecast/issue/adlp-model.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import type { PriorLesson } from '../../../src/forecast/learn/prior.ts';
import { createRiverRecord, recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { readingsBetween } from '../../support/dataset-cuts.ts';
import { rowsOfRiver } from '../../support/rows-of-river.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const until = 40 * DAY_MS;
const river = syntheticRiver(until + DAY_MS);

/** What another river taught. */
function prior(): PriorLesson[] {
  const record = recordAsOf(river, until);
  return rowsOfRiver(record, { until, quietThinning: 6, weight: 1 }).map(({ station, rows }) => ({
    river: 'other',
    gauge: { station: null, name: station, river: 'other' },
    pace: 1,
    rows,
    silent: rows,
  }));
}

/** The first hours of a town that had not one reading at the fit, its gauges set so many metres above the sea. */
function firstHours(aboveM: number, fit: ReturnType<typeof fitNetwork>) {
  const issuedAt = until + 6 * HOUR_MS;
  const seen = (id: string) =>
    readingsBetween(river, id, until, issuedAt).map((reading) => ({ ...reading, value: reading.value + aboveM }));
  const others = new Map([['up', seen('up')]]);
  const forecast = createAdlpModel(river.network, fit).forecast({
    station: 'town',
    issuedAt,
    own: seen('town'),
    others,
  });
  if (!forecast.ok) throw new Error('seen');
  return forecast.value;
}

it('a town without a past is forecast from its first hours, with the gauge above it, wherever its zero lies', () => {
  const nothing = createRiverRecord(river.stations, new Map(), new Map());
  const fit = fitNetwork(nothing, prior(), until);
  const [low, high] = [firstHours(0, fit), firstHours(100, fit)];
  expect(high.outsideExperience).toBe(low.outsideExperience);
  expect(low.learning).toBe(true);
  expect(low.contributions.map(({ station }) => station)).toContain('up');
  for (const [index, path] of low.paths.entries()) {
    for (const [step, stageM] of path.entries()) expect(high.paths[index]![step]! - 100).toBeCloseTo(stageM, 2);
  }
}, 60_000);
