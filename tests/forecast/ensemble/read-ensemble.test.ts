import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxQuantileCurves, stageQuantiles } from '../../../src/forecast/ensemble/ensemble-quantiles.ts';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import { passageWindow } from '../../../src/forecast/ensemble/passage-window.ts';
import type { PathEnsemble } from '../../../src/forecast/ensemble/path-ensemble.ts';
import { atLeadTime } from '../../../src/forecast/ensemble/running-maxima.ts';
import { summarise } from '../../../src/forecast/ensemble/summarise.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { evenly } from '../../support/evenly.ts';

const stage = evenly(-5, 20);

function ensembleOf(rows: readonly (readonly number[])[], stageM: number, raw: readonly number[]): PathEnsemble {
  const total = raw.reduce((sum, each) => sum + each, 0);
  return {
    station: 'a',
    issuedAt: 0,
    leadTimesH: [0.5, 1, 2, 6],
    paths: rows.map((row) => Float64Array.from(row)),
    weights: raw.map((each) => each / total),
    stageM,
    observedAt: 0,
    degraded: [],
    outsideExperience: false,
    learning: false,
    explainedLeadTimeH: 2,
    oddsShift: 0,
    contributions: [],
    similarEvents: [],
    modelVersion: 'test',
  };
}

const ensembles = fc
  .integer({ min: 1, max: 40 })
  .chain((count) =>
    fc
      .tuple(
        fc.array(fc.array(stage, { minLength: 4, maxLength: 4 }), { minLength: count, maxLength: count }),
        stage,
        fc.array(evenly(0.01, 1), { minLength: count, maxLength: count }),
      )
      .map(([rows, now, weights]) => ensembleOf(rows, now, weights)),
  );
const leads = fc.tuple(evenly(0.1, 14), evenly(0.1, 14));

describe('what is read from one ensemble', () => {
  it('gives a chance that never falls with a longer lead time', () => {
    fc.assert(
      fc.property(ensembles, stage, leads, (ensemble, markM, [a, b]) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        expect(exceedanceProbability(ensemble, markM, long)).toBeGreaterThanOrEqual(
          exceedanceProbability(ensemble, markM, short),
        );
      }),
    );
  });

  it('gives a chance that never rises with a higher mark', () => {
    fc.assert(
      fc.property(ensembles, stage, stage, leads, (ensemble, a, b, [leadTimeH]) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(exceedanceProbability(ensemble, high, leadTimeH)).toBeLessThanOrEqual(
          exceedanceProbability(ensemble, low, leadTimeH),
        );
      }),
    );
  });

  it('never says never nor certainly while the mark is not passed', () => {
    fc.assert(
      fc.property(ensembles, stage, leads, (ensemble, markM, [leadTimeH]) => {
        fc.pre(ensemble.stageM < markM);
        const chance = exceedanceProbability(ensemble, markM, leadTimeH);
        expect(chance).toBeGreaterThan(0);
        expect(chance).toBeLessThan(1);
      }),
    );
  });

  it('gives quantiles that never cross, and maxima that never fall with time', () => {
    fc.assert(
      fc.property(ensembles, leads, (ensemble, [a, b]) => {
        const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];
        const rows = stageQuantiles(ensemble, probabilities);
        for (let row = 1; row < rows.length; row++) {
          rows[row]!.forEach((value, step) => expect(value).toBeGreaterThanOrEqual(rows[row - 1]![step]!));
        }
        for (const curve of maxQuantileCurves(ensemble, probabilities)) {
          const within = (leadTimeH: number) => atLeadTime(curve, ensemble.leadTimesH, leadTimeH);
          expect(within(Math.max(a, b))).toBeGreaterThanOrEqual(within(Math.min(a, b)));
        }
      }),
    );
  });

  it('gives an ordered passage window inside the lead time', () => {
    fc.assert(
      fc.property(ensembles, stage, leads, (ensemble, markM, [leadTimeH]) => {
        const window = passageWindow(ensemble, markM, leadTimeH);
        if (window === null) {
          if (ensemble.stageM < markM) expect(exceedanceProbability(ensemble, markM, leadTimeH)).toBeLessThan(0.01);
          return;
        }
        expect(window.p10At).toBeGreaterThanOrEqual(ensemble.issuedAt);
        expect(window.p50At).toBeGreaterThanOrEqual(window.p10At);
        expect(window.p90At).toBeGreaterThanOrEqual(window.p50At);
        expect(window.p90At).toBeLessThanOrEqual(ensemble.issuedAt + Math.ceil(leadTimeH * HOUR_MS));
      }),
    );
  });

  it('counts paths: half of them over the mark is about one half', () => {
    const rows = Array.from({ length: 100 }, (_, index) => [1, 1, index < 50 ? 1.5 : 2.5, 1]);
    const ensemble = ensembleOf(
      rows,
      1,
      rows.map(() => 1),
    );
    expect(exceedanceProbability(ensemble, 2, 1)).toBeLessThan(0.01);
    expect(exceedanceProbability(ensemble, 2, 2)).toBeCloseTo(0.5, 1);
    expect(exceedanceProbability(ensemble, 2, 6)).toBeCloseTo(0.5, 1);
    const window = passageWindow(ensemble, 2, 6)!;
    expect(window.p50At).toBeGreaterThan(HOUR_MS);
    expect(window.p50At).toBeLessThan(2 * HOUR_MS);
    const { chances, explanation, highest } = summarise(ensemble, [{ markM: 2, leadTimeH: 6 }]);
    expect(chances[0]!.probability).toBe(exceedanceProbability(ensemble, 2, 6));
    // Half of the paths rise by .5 m within two hours and half by 1.5 m.
    expect(explanation).toMatchObject({ leadTimeH: 2, riseM: 1, p10M: 0.5, p90M: 1.5 });
    expect(highest).toEqual({ p50M: 2, p75M: 2.5 });
  });

  it('blurs no path for one that rises a thousand metres', () => {
    // Between one and two metres but for that one.
    const rows = Array.from({ length: 32 }, (_, index) => [1, 1, 1, index === 31 ? 1000 : 1 + index / 31]);
    const ensemble = ensembleOf(
      rows,
      0,
      rows.map(() => 1),
    );
    expect(exceedanceProbability(ensemble, 2.5, 6)).toBeCloseTo(1 / 32, 6);
  });

  it('says 1 and gives no window where the stage stands at the mark already', () => {
    const ensemble = ensembleOf([[1, 1, 1, 1]], 2, [1]);
    expect(exceedanceProbability(ensemble, 2, 1)).toBe(1);
    expect(passageWindow(ensemble, 2, 1)).toBeNull();
  });

  it('names when one, five and nine in ten of those that pass will have passed', () => {
    const ensemble = ensembleOf([[1, 1, 1, 1]], 1, [1]);
    // A tenth passes every hour, six tenths in all.
    const curve = [0.05, 0.1, 0.2, 0.6];
    expect(passageWindow(ensemble, 2, 6, curve)).toEqual({
      p10At: 0.6 * HOUR_MS,
      p50At: 3 * HOUR_MS,
      p90At: 5.4 * HOUR_MS,
    });
    // Within two hours two tenths do.
    expect(passageWindow(ensemble, 2, 2, curve)).toEqual({
      p10At: 0.2 * HOUR_MS,
      p50At: HOUR_MS,
      p90At: 1.8 * HOUR_MS,
    });
  });

  it('names no time where fewer than one in a hundred pass', () => {
    const ensemble = ensembleOf([[1, 1, 1, 1]], 1, [1]);
    expect(passageWindow(ensemble, 2, 6, [0, 0, 0, 0.0099])).toBeNull();
    // All of them in the last four hours.
    expect(passageWindow(ensemble, 2, 6, [0, 0, 0, 0.01])?.p50At).toBe(4 * HOUR_MS);
  });

  it('keeps of the rise what one, five and nine in ten stay below, and of the highest stage what a half and three quarters do', () => {
    // Ten paths that rise by 1 to 10 m within two hours, each in the middle of its tenth.
    const rows = Array.from({ length: 10 }, (_, index) => [1, 1, 2 + index, 1]);
    const ensemble = ensembleOf(
      rows,
      1,
      rows.map(() => 1),
    );
    const { explanation, highest } = summarise(ensemble, []);
    expect(explanation).toMatchObject({ p10M: 1.5, riseM: 5.5, p90M: 9.5 });
    expect(highest).toEqual({ p50M: 6.5, p75M: 9 });
  });

  it('blurs each path a little: of 32 paths with a deviation of one metre, by an eighth of a metre', () => {
    // A quarter of Silverman's: 0.25 · 1 m · 32^(-1/5). The mark lies so much above the upper half of the paths.
    const rows = Array.from({ length: 32 }, (_, index) => [1, 1, 1, index < 16 ? 1 : 3]);
    const ensemble = ensembleOf(
      rows,
      0,
      rows.map(() => 1),
    );
    const beyondOne = 1 / (1 + Math.exp(1.702));
    expect(exceedanceProbability(ensemble, 3.125, 6)).toBeCloseTo(0.5 * beyondOne, 6);
    expect(exceedanceProbability(ensemble, 2.875, 6)).toBeCloseTo(0.5 * (1 - beyondOne), 6);
    // Three quarters of the weight on the upper half: a deviation of √3/2 m about 2.5 m.
    const uneven = ensembleOf(
      rows,
      0,
      rows.map((_, index) => (index < 16 ? 1 : 3)),
    );
    expect(exceedanceProbability(uneven, 3 + 0.125 * Math.sqrt(0.75), 6)).toBeCloseTo(0.75 * beyondOne, 6);
    // Where all paths stand alike, by two millimetres.
    expect(exceedanceProbability(ensemble, 1.002, 2)).toBeCloseTo(beyondOne, 6);
  });
});
