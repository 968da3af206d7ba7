import { expect, test } from 'vitest';
import { passageWindow } from '../../src/forecast/ensemble/passage-window.ts';
import type { PathEnsemble } from '../../src/forecast/ensemble/path-ensemble.ts';
import { ok } from '../../src/lib/result.ts';
import { assess } from '../../src/policy/assess.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { MIN, policyOf, T0 } from '../support/decisions.ts';
import { stageReading } from '../support/stage-reading.ts';
import { stationNamed } from '../support/station-named.ts';

/** Four paths that are equally likely: at 3 m within one hour, two and four, and never. */
const ensemble: PathEnsemble = {
  station: 'bridge',
  issuedAt: T0,
  leadTimesH: [1, 2, 4],
  paths: [
    [3, 3, 3],
    [0.5, 3, 3],
    [0.5, 0.5, 3],
    [0.5, 0.5, 0.5],
  ].map((path) => Float64Array.from(path)),
  weights: [0.25, 0.25, 0.25, 0.25],
  stageM: 0.5,
  observedAt: T0 - 10 * MIN,
  degraded: ['mill'],
  outsideExperience: true,
  learning: false,
  explainedLeadTimeH: 4,
  contributions: [],
  similarEvents: [],
  oddsShift: 0,
  modelVersion: 'model-7',
};
const known = { station: stationNamed('bridge'), recent: [], dataAt: T0 - 7 * MIN, trembleM: 0 };

test('the chance of each level is that of passing its own mark within its own lead time, with the time of that passage', () => {
  const leadTimesH = [1, 2, 4];
  const rules = policyOf().rules.map((rule, index) => ({ ...rule, markM: 2, leadTimeH: leadTimesH[index]! }));
  const { chances } = assess('coursan', rules, { ...known, forecast: ok(ensemble) }, T0);
  expect(chances).toMatchObject(rules.map(({ level, markM, leadTimeH }) => ({ level, markM, leadTimeH })));
  expect(chances.map(({ probability }) => probability)).toEqual(
    [0.25, 0.5, 0.75].map((each) => expect.closeTo(each, 2)),
  );
  expect(chances.map(({ passage }) => passage)).toEqual(leadTimesH.map((each) => passageWindow(ensemble, 2, each)));
  const [, higher] = assess(
    'coursan',
    policyOf({ markM: 3.5 }).rules,
    { ...known, forecast: ok(ensemble) },
    T0,
  ).chances;
  expect(higher?.probability).toBeLessThan(0.1);
});

test('what the forecast lacked, by which model it was made and on what it rests is known of the moment judged', () => {
  const assessment = assess('coursan', policyOf().rules, { ...known, forecast: ok(ensemble) }, T0);
  expect(assessment).toMatchObject({
    issuedAt: T0,
    dataAt: T0 - 7 * MIN,
    degraded: ['mill'],
    outsideExperience: true,
    modelVersion: 'model-7',
  });
});

test('by how much the gauge trembles is on record with what was judged, where that counts', () => {
  const rules = policyOf().rules;
  const trembling = assess('coursan', rules, { ...known, forecast: ok(ensemble), trembleM: 0.06 }, T0);
  expect(trembling.trembleM).toBe(0.06);
  expect(assess('coursan', rules, { ...known, forecast: ok(ensemble) }, T0)).not.toHaveProperty('trembleM');
});

test('of the first reading of a gauge, which nothing has confirmed, no chance is told, as that reading is all that it rests on', () => {
  const reading = (ageMin: number, more: Partial<Reading>): Reading => ({
    ...stageReading('bridge', T0 - ageMin * MIN, 3),
    ...more,
  });
  const isTold = (...recent: Reading[]) =>
    assess('coursan', policyOf().rules, { ...known, recent, forecast: ok(ensemble) }, T0).chances.every(
      ({ probability }) => probability !== null,
    );
  const first = reading(10, { quality: 'not-evaluated' });
  expect(isTold(first)).toBe(false);
  expect(isTold(first, reading(9, {}))).toBe(false);
  expect(isTold(first, reading(9, { quality: 'suspect' }))).toBe(false);
  expect(isTold(first, reading(0, {}))).toBe(true);
  expect(isTold(first, reading(9, { tests: ['by-person'] }))).toBe(true);
});
