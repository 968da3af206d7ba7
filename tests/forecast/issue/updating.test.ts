import { describe, expect, it } from 'vitest';
import { updatingShift } from '../../../src/forecast/issue/updating.ts';
import type { NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import { createGauge } from '../../../src/forecast/observed/gauge.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { bareFit } from '../../support/bare-fit.ts';
import { oneLeafModel } from '../../support/one-leaf-model.ts';
import { station } from '../../support/synthetic-river.ts';

const tree = { above: new Map(), rain: [], weights: new Map() };

/** All rivers together tell rises of 0, a fourth, a half, three fourths and the whole of this, within any time. */
function fitOf(most: number): NetworkFit {
  const members = [0, 0.25, 0.5, 0.75, 1].map((part) => ({ weight: 1, rise: most * part, error: 0, spread: 1 }));
  return bareFit({
    pooled: oneLeafModel({ means: new Map([[0, 0]]), spread: 1, members, drawn: 5, dressing: 'future' }),
  });
}

/** At `atH`, of a gauge that stood so at whole hours (or every so many minutes) from 0 on; one metre is its bankfull rise. */
function shiftOf(levels: readonly number[], atH: number, fit = fitOf(1), intervalMin = 60): number {
  const times = Float64Array.from(levels, (_, index) => index * intervalMin * MINUTE_MS);
  const gauge = createGauge(
    { ...station('town', []), intervalMin },
    { times, values: Float64Array.from(levels) },
    { zero: 0, scale: 1, noise: 0 },
    { isJudged: true },
  );
  return updatingShift(fit, gauge, tree, new Map([['town', gauge]]), atH * HOUR_MS, new Map());
}

const rising = [0, 2, 4, 6, 8];

describe('by how much other rivers tell too little or too much in these hours', () => {
  it('is the mean place of what came among what was expected, the windows of one hour three times those of three, beside five as expected', () => {
    // Ended in the last three hours: of one hour 3, of two 3, of three 2; all above what nineteen in twenty were to stay below.
    const windows = 3 / 1 + 3 / 2 + 2 / 3;
    expect(shiftOf(rising, 4)).toBeCloseTo((3.5 * windows) / (5 + windows), 6);
  });

  it('is the same of a gauge that says many times a second what its water does, of which some hours are more than a function takes arguments', () => {
    const perHour = 36_000;
    const levels = Array.from({ length: 4 * perHour + 1 }, (_, index) => (2 * index) / perHour);
    expect(shiftOf(levels, 4, fitOf(1), 60 / perHour)).toBeCloseTo(shiftOf(rising, 4), 6);
  });

  it('is below nothing where the water rises less than was expected', () => {
    expect(shiftOf([0, 0.05, 0.1, 0.15, 0.2], 4)).toBeLessThan(-0.5);
  });

  it.each([
    ['falls', [0.4, 0.3, 0.2, 0.1, 0]],
    ['has risen less than was expected and stands', [0, 0.05, 0.1, 0.15, 0.15]],
  ])('is never below nothing while the water %s: the next crest may be on its way', (_what, levels) => {
    expect(shiftOf(levels, 4)).toBe(0);
  });

  it('is near nothing where it came as expected', () => {
    // Half of the paths rise by more than .5 within an hour.
    expect(shiftOf([0, 0.5], 1)).toBeCloseTo(0, 6);
  });

  it.each([
    ['nothing ended yet', [0], 0],
    ['the gauge did not move: it may be stuck', [1, 1, 1, 1, 1], 4],
    ['the windows ended four hours ago and it is silent since', [0, 2], 5],
  ])('is nothing where %s', (_why, levels, atH) => {
    expect(shiftOf(levels, atH)).toBe(0);
  });

  it('is nothing in calm water, of which next to nothing was expected', () => {
    expect(shiftOf(rising, 4, fitOf(0.5))).toBe(0);
  });

  it('leaves out an hour of which the gauge was seen at its beginning only: it went silent, or its readings are late', () => {
    const steep = Array.from({ length: 14 }, (_, index) => index / 6);
    // What was seen of the third hour are ten minutes of it.
    expect(shiftOf(steep, 3.2, fitOf(1), 10)).toBe(shiftOf(steep.slice(0, 13), 3.2, fitOf(1), 10));
  });

  it('knows nothing of what comes later', () => {
    expect(shiftOf([...rising, -50, 90, 0], 4)).toBe(shiftOf(rising, 4));
  });
});
