import { describe, expect, it } from 'vitest';
import { type PastForecasts, updatingShift } from '../../../src/forecast/issue/updating.ts';
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
function shiftOf(
  levels: readonly number[],
  atH: number,
  fit = fitOf(1),
  intervalMin = 60,
  past: PastForecasts = new Map(),
): number {
  const minutes = levels.map((_, index) => index * intervalMin);
  return updatingShift(fit, ...gaugeOf(minutes, levels, intervalMin), atH * HOUR_MS, past);
}

/** A gauge that stood so at these minutes, alone on its river. */
function gaugeOf(minutes: readonly number[], levels: readonly number[], intervalMin: number) {
  const times = Float64Array.from(minutes, (minute) => minute * MINUTE_MS);
  const gauge = createGauge(
    { ...station('town', []), intervalMin },
    { times, values: Float64Array.from(levels) },
    { zero: 0, scale: 1, noise: 0 },
    { isJudged: true },
  );
  return [gauge, tree, new Map([['town', gauge]])] as const;
}

const rising = [0, 2, 4, 6, 8];

describe('by how much other rivers tell too little or too much in these hours', () => {
  it('is the mean place of what came among what was expected, the windows of one hour three times those of three, beside five as expected', () => {
    // Ended in the last three hours: of one hour 3, of two 3, of three 2; all above what nineteen in twenty were to stay below.
    const windows = 3 / 1 + 3 / 2 + 2 / 3;
    expect(shiftOf(rising, 4)).toBeCloseTo((3.5 * windows) / (5 + windows), 6);
  });

  it('holds windows of six hours against what came too, a sixth as much as those of one', () => {
    const longer = Array.from({ length: 11 }, (_, hour) => 2 * hour);
    const windows = 3 / 1 + 3 / 2 + 3 / 3 + 3 / 6;
    expect(shiftOf(longer, 10)).toBeCloseTo((3.5 * windows) / (5 + windows), 6);
  });

  it.each([
    ['none', 0.2, -3.5],
    ['one in twenty', 0.25, Math.log(1 / 19)],
    // What many rivers tell below the median is drawn half the way to it.
    ['a fourth', 0.34375, Math.log(1 / 3)],
    ['half', 0.5, 0],
    ['three fourths', 0.8125, Math.log(3)],
    ['nineteen in twenty', 1, Math.log(19)],
    ['midway between these two of', 0.90625, (Math.log(3) + Math.log(19)) / 2],
  ])('tells where a rise stood that %s of the paths were to stay at or below', (_share, rise, place) => {
    expect(shiftOf([0, rise], 1)).toBeCloseTo(place / (5 + 1), 3);
    // As much of a gauge whose water stood higher: what came is a rise.
    expect(shiftOf([3, 3 + rise], 1)).toBeCloseTo(place / (5 + 1), 3);
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

  it('says of water that stands that it came higher than was expected', () => {
    // One window of an hour and one of two; the last hour, in which nothing moved, says nothing.
    expect(shiftOf([0, 2, 2], 2)).toBeCloseTo((3.5 * (1 + 1 / 2)) / (5 + 1 + 1 / 2), 6);
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

  it.each([
    [0.55, 0],
    [0.65, 3.5 / 6],
  ])('is nothing in calm water, of which next to nothing was expected: no path above %s', (most, shift) => {
    // The upper half of what was expected is half as wide as that: 0.3 of a bankfull rise are enough.
    expect(shiftOf([0, 2], 1, fitOf(most))).toBeCloseTo(shift, 6);
  });

  it('makes no forecast of an hour twice, and keeps none of hours that are looked at no more', () => {
    const past: PastForecasts = new Map();
    const days = Array.from({ length: 49 }, (_, hour) => 2 * hour);
    for (let hour = 1; hour <= 40; hour += 1) shiftOf(days, hour, fitOf(1), 60, past);
    const made = new Map(past);
    expect(Math.min(...past.keys())).toBeGreaterThan((40 - 9) * HOUR_MS);
    shiftOf(days, 40.5, fitOf(1), 60, past);
    expect([...past].filter(([hour, forecast]) => forecast === made.get(hour))).toHaveLength(made.size);
  });

  it('makes them anew where a late batch says otherwise what the water did before', () => {
    const past: PastForecasts = new Map();
    shiftOf([0, 0, 0, 2], 3, fitOf(1), 60, past);
    const made = [...past.values()];
    shiftOf([0, 1, 0, 2], 3, fitOf(1), 60, past);
    expect([...past.keys()]).toEqual([2, 1, 0].map((hour) => hour * HOUR_MS));
    expect([...past.values()].map((forecast) => made.includes(forecast))).toEqual([false, false, true]);
  });

  it('leaves out an hour of which the gauge was seen at its beginning only: it went silent, or its readings are late', () => {
    const steep = Array.from({ length: 14 }, (_, index) => index / 6);
    // What was seen of the third hour are ten minutes of it.
    expect(shiftOf(steep, 3.2, fitOf(1), 10)).toBe(shiftOf(steep.slice(0, 13), 3.2, fitOf(1), 10));
  });

  it.each([
    [44, 10, 0],
    [45, 10, 3.5 / 6],
    [54, 60, 3.5 / 6],
    [1, 60, 3.5 / 6],
  ])(
    'an hour last seen at its minute %s, by a gauge of %s min, counts where one and a half of its intervals are unseen at most',
    (minute, intervalMin, shift) => {
      expect(updatingShift(fitOf(1), ...gaugeOf([0, minute], [0, 2], intervalMin), HOUR_MS, new Map())).toBe(shift);
    },
  );

  it('says nothing of a window in which a gauge that reports now and then was not seen at all', () => {
    // Of the hour from 1:00 on what is told is told from 0:30 on, and until 1:30 nothing came.
    expect(updatingShift(fitOf(1), ...gaugeOf([30, 105], [0, 2], 60), 2 * HOUR_MS, new Map())).toBe(0);
  });

  it('is nothing where other rivers tell nothing', () => {
    expect(shiftOf(rising, 4, bareFit({}))).toBe(0);
  });

  it('knows nothing of what comes later', () => {
    expect(shiftOf([...rising, -50, 90, 0], 4)).toBe(shiftOf(rising, 4));
  });
});
