import { describe, expect, it } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import { createAdlpModel } from '../../../src/forecast/issue/adlp-model.ts';
import { updatingShift } from '../../../src/forecast/issue/updating.ts';
import { fitNetwork, type NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { readingsBetween, truncate } from '../../support/dataset-cuts.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const fitUntil = 20 * DAY_MS;
const river = syntheticRiver(60 * DAY_MS);
const fit = fitNetwork(recordAsOf(river, fitUntil), [], fitUntil);

function shiftAt(issuedAt: number): number {
  const { gauges, trees } = recordAsOf(river, fitUntil);
  return updatingShift(fit, gauges.get('town')!, trees.get('town')!, gauges, issuedAt, new Map());
}

/** Halves past the hour, in floods in which other forecasts came true otherwise than expected. */
const moments = Array.from({ length: 19 * 24 }, (_, hour) => fitUntil + (hour + 0.5) * HOUR_MS).filter(
  (at) => Math.abs(shiftAt(at)) > 0.2,
);

const fresh = (at: number, by = fit) => forecastAt(recordAsOf(river, fitUntil), by, 'town', at)!.paths;

describe('one moment of a flood is forecast alike to the last digit', () => {
  it('which is told otherwise for what came of the last hours', () => {
    expect(moments.length).toBeGreaterThan(10);
    expect(moments.some((at) => shiftAt(at) > 0.2)).toBe(true);
    expect(moments.some((at) => shiftAt(at) < -0.2)).toBe(true);
  });

  it('whatever was asked before: later moments, earlier ones, none, or another fit', () => {
    const other: NetworkFit = { ...fit, local: new Map() };
    const record = recordAsOf(river, fitUntil);
    const ask = (at: number, by = fit) => forecastAt(record, by, 'town', at)!.paths;
    for (const at of moments) {
      for (const before of [0, 5, 1, 2, 9]) ask(at + (before - 4) * HOUR_MS);
      expect(ask(at, other)).toEqual(fresh(at, other));
      expect(ask(at)).toEqual(fresh(at));
    }
  });

  it('whatever came afterwards', () => {
    for (const at of moments) {
      const known = recordAsOf(truncate(river, at), fitUntil);
      expect(forecastAt(known, fit, 'town', at)!.paths).toEqual(fresh(at));
    }
  });
});

describe('the service in such a flood', () => {
  const between = (id: string, at: number) => readingsBetween(river, id, at - 36 * HOUR_MS, at);
  const ask = (model: ReturnType<typeof createAdlpModel>, issuedAt: number, own: Reading[], up: Reading[]) => {
    const forecast = model.forecast({ station: 'town', issuedAt, own, others: new Map([['up', up]]) });
    if (!forecast.ok) throw new Error('seen');
    return forecast.value;
  };

  it('says what a backtest says', () => {
    const model = createAdlpModel(river.network, fit);
    // Soon after the fit: a service brings the usual levels up to date each day.
    const soon = moments.filter((each) => each < fitUntil + 2 * DAY_MS);
    expect(soon.length).toBeGreaterThan(2);
    for (const at of soon) {
      const said = forecastAt(recordAsOf(river, fitUntil), fit, 'town', at)!;
      const live = ask(model, at, between('town', at), between('up', at));
      for (const markM of [1, 1.5, 2.2]) {
        for (const leadTimeH of [1, 3, 6]) {
          const chance = exceedanceProbability(said, markM, leadTimeH);
          expect(exceedanceProbability(live, markM, leadTimeH)).toBeCloseTo(chance, 2);
        }
      }
    }
  });

  it.each<[string, (readings: Reading[], at: number) => Reading[]]>([
    ['a batch came late', (readings, at) => readings.filter(({ observedAt }) => observedAt < at - 4 * HOUR_MS)],
    [
      'readings were taken out',
      (readings) => readings.map((each, index) => (index % 6 === 5 ? { ...each, value: each.value + 0.8 } : each)),
    ],
  ])('says after %s what it would have said had it never known otherwise', (_why, before) => {
    for (const at of moments) {
      const model = createAdlpModel(river.network, fit);
      for (let minutes = 120; minutes > 0; minutes -= 10) {
        const then = at - minutes * MINUTE_MS;
        ask(model, then, between('town', then), before(between('up', then), at));
      }
      const [own, up] = [between('town', at), between('up', at)];
      expect(ask(model, at, own, up).paths).toEqual(ask(createAdlpModel(river.network, fit), at, own, up).paths);
    }
  });
});
