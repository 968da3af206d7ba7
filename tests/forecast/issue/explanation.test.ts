import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { summarise } from '../../../src/forecast/ensemble/summarise.ts';
import { createAdlpModel } from '../../../src/forecast/issue/adlp-model.ts';
import { fitNetwork, type NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import { priorLessons } from '../../../src/forecast/learn/prior.ts';
import { createRiverRecord, scalesUntil } from '../../../src/forecast/learn/river-record.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { readingsBetween } from '../../support/dataset-cuts.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const fitUntil = 25 * DAY_MS;
const end = 50 * DAY_MS;
const river = syntheticRiver(end);
const foreign = syntheticRiver(20 * DAY_MS);

describe('why a forecast says what it says', () => {
  let fit: NetworkFit;
  beforeAll(() => {
    const scales = scalesUntil(river.stations, river.series, fitUntil);
    const other = {
      id: 'far-creek',
      group: 'far',
      owner: '',
      licence: '',
      stations: foreign.stations.map((each) => ({ ...each, name: `Far ${each.id} [bridge]`, river: '' })),
      series: foreign.series,
      notTaught: [],
    };
    fit = fitNetwork(createRiverRecord(river.stations, river.series, scales), priorLessons([other], []), fitUntil);
  }, 60_000);

  const forecastAt = (issuedAt: number) => {
    const inputs = (id: string) => readingsBetween(river, id, issuedAt - 40 * HOUR_MS, issuedAt);
    const others = new Map([['up', inputs('up')]]);
    const forecast = createAdlpModel(river.network, fit).forecast({
      station: 'town',
      issuedAt,
      own: inputs('town'),
      others,
    });
    if (!forecast.ok) throw new Error('seen');
    return forecast.value;
  };

  it('the contributions sum to the mean rise of the step they explain, at any moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: fitUntil / MINUTE_MS, max: end / MINUTE_MS - 1 }), (minute) => {
        const ensemble = forecastAt(minute * MINUTE_MS);
        const { explanation } = summarise(ensemble, []);
        const sum = explanation!.contributions.reduce((total, { riseM }) => total + riseM, 0);
        expect(sum).toBeCloseTo(explanation!.riseM, 6);
        expect(explanation!.p10M).toBeLessThanOrEqual(explanation!.p90M);
        expect(ensemble.leadTimesH).toContain(explanation!.leadTimeH);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it('names the past events: a gauge of this river by its id, of another by its name and river, each when it really was', () => {
    const days = Array.from({ length: 48 }, (_, half) => 26 + half / 2);
    const events = days.flatMap((day) => forecastAt(day * DAY_MS).similarEvents);
    expect(events.length).toBeGreaterThan(4);
    for (const each of events) {
      if (each.station === null)
        expect(each).toMatchObject({ name: expect.stringMatching(/^Far (up|town)$/), river: 'Far Creek' });
      else expect(river.network.stations.has(each.station)).toBe(true);
      // However fast its flood was told, it happened within its own record, and this river's own before the fit.
      expect(each.at).toBeGreaterThan(0);
      expect(each.at).toBeLessThan(each.station === null ? 20 * DAY_MS : fitUntil);
      expect(each.share).toBeGreaterThan(0);
    }
    expect(new Set(events.map(({ station }) => station === null)).size).toBe(2);
  });

  it('keeps the chance of every mark at every step', () => {
    const ensemble = forecastAt(30 * DAY_MS);
    const { curves, chances } = summarise(ensemble, [
      { markM: 1.5, leadTimeH: 3 },
      { markM: 1.5, leadTimeH: 6 },
      { markM: 2.2, leadTimeH: 6 },
    ]);
    expect(curves.map(({ markM }) => markM)).toEqual([1.5, 2.2]);
    const at6h = ensemble.leadTimesH.indexOf(6);
    expect(curves[0]!.probabilities[at6h]).toBeCloseTo(chances[1]!.probability, 5);
    expect(curves[0]!.probabilities).toEqual(curves[0]!.probabilities.toSorted((a, b) => a - b));
  });
});
