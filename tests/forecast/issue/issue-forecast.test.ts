import { describe, expect, it } from 'vitest';
import { issueForecast } from '../../../src/forecast/issue/issue-forecast.ts';
import type { NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import { drawOnce } from '../../../src/forecast/model/drawn-model.ts';
import { columnsOf, type Situation } from '../../../src/forecast/observed/features.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { bareFit } from '../../support/bare-fit.ts';
import { oneLeafModel } from '../../support/one-leaf-model.ts';

/** It never stood higher than the whole bankfull rise, one metre. */
const experience = new Map([['town', { highest: 1, fastest: 1 }]]);

function fitOf(learned: Pick<NetworkFit, 'pooled' | 'local'>): NetworkFit {
  return bareFit({ experience, ...learned });
}

function situationOf(level: number, depth: number): Situation {
  const values = new Float64Array(columnsOf(depth));
  values[0] = level;
  return {
    origin: 0,
    values,
    depth,
    rain: null,
    missing: [],
    isSilent: false,
    wholeDepth: depth,
    seen: Array.from({ length: depth }, () => []),
  };
}

/** Nothing moves, so many levels above are seen, and the town stands so high. */
function forecastAt(fit: NetworkFit, level: number, depth = 0, shift = 0) {
  const situation = situationOf(level, depth);
  const standing = { station: 'town', issuedAt: 0, stageM: 5, observedAt: 0 };
  return issueForecast(fit, standing, { scale: 1, fromM: 5 }, situation, null, shift)!;
}

function pathsAt(fit: NetworkFit, level: number, depth = 0) {
  const { paths, outsideExperience } = forecastAt(fit, level, depth);
  return {
    rises: paths.map((path) => Number((path.at(-1)! - 5).toFixed(6))).toSorted((a, b) => a - b),
    outsideExperience,
  };
}

describe('a model of its own, whose two paths rise by one and by three metres', () => {
  const members = [-1, 1].map((error) => ({ weight: 1, rise: 0, error, spread: 1 }));
  const model = oneLeafModel({ means: new Map([[0, 2]]), spread: 1, members, drawn: 2, dressing: 'error' });
  const own = drawOnce(model, 'town');
  const fit = fitOf({ pooled: null, local: new Map([['town', { ...own, share: 1, fallbacks: [], silent: null }]]) });

  it.each([0, 1, 1.24, -0.24])(
    'tells them as they are where the town stands at %d: such it has nearly seen',
    (level) => {
      expect(pathsAt(fit, level).rises).toEqual([1, 3]);
    },
  );

  it.each([1.26, -0.26])(
    'tells them three tenths further from their mean where it stands at %d, beyond all that it saw by more than a quarter',
    (level) => {
      expect(pathsAt(fit, level)).toEqual({ rises: [0.7, 3.3], outsideExperience: true });
    },
  );

  it('is not asked while the gauge is silent: what was learned of silence is, three tenths wider and of what comes from now on', () => {
    const rising = (means: number) =>
      drawOnce(oneLeafModel({ means: new Map([[1, means]]), spread: 1, members, drawn: 2, dressing: 'error' }), 'town');
    const local = new Map([['town', { ...rising(2), share: 1, fallbacks: [], silent: rising(20) }]]);
    const asked = (isSilent: boolean) => {
      const situation = { ...situationOf(0, 1), origin: -2 * HOUR_MS, isSilent };
      const standing = { station: 'town', issuedAt: 0, stageM: 5, observedAt: -2 * HOUR_MS };
      const told = issueForecast(fitOf({ pooled: null, local }), standing, { scale: 1, fromM: 5 }, situation, null, 0)!;
      return { last: told.paths.map((path) => Number((path.at(-1)! - 5).toFixed(6))), untilH: told.leadTimesH.at(-1) };
    };
    expect(asked(false)).toEqual({ last: [1, 3], untilH: 10 });
    expect(asked(true)).toEqual({ last: [18.7, 21.3], untilH: 12 });
  });
});

describe('all rivers together, that expect ten metres for every level that is looked at', () => {
  const means = new Map([0, 1, 2, 3, 4].map((depth) => [depth, 10 * depth]));
  const members = [{ weight: 1, rise: 0, error: 0, spread: 1 }];
  const fit = fitOf({
    pooled: oneLeafModel({ means, spread: 1, members, drawn: 3, dressing: 'error' }),
    local: new Map(),
  });

  it.each([
    { seen: 0, rises: [0, 0, 0] },
    // Three paths in all; where two are asked, two of each.
    { seen: 1, rises: [10, 10, 10] },
    // What lies below the median comes half of the way to it: 10 below 15.
    { seen: 2, rises: [12.5, 12.5, 20, 20] },
    { seen: 3, rises: [15, 20, 30] },
    { seen: 4, rises: [15, 20, 40] },
  ])('are asked with one level, with two and with all $seen that are seen', ({ seen, rises }) => {
    expect(pathsAt(fit, 0, seen).rises).toEqual(rises);
  });
});

describe('by how much a forecast was shifted for how the last hours came true', () => {
  const members = [{ weight: 1, rise: 0, error: 0, spread: 1 }];
  const model = oneLeafModel({ means: new Map([[0, 0]]), spread: 1, members, drawn: 1, dressing: 'error' });
  const own = new Map([['town', { ...drawOnce(model, 'town'), share: 0.6, fallbacks: [], silent: null }]]);
  const none = new Map();

  it.each([
    ['all of it, where other rivers alone speak', { pooled: model, local: none }, 1],
    ['the part that the gauge does not know by itself, where it alone speaks', { pooled: null, local: own }, 0.4],
    ['six tenths of that and four of all, where both do', { pooled: model, local: own }, 0.6 * 0.4 + 0.4],
  ])('is said with it: %s', (_what, learned, part) => {
    const fit = fitOf(learned);
    const shifts = [0, 1, -0.5].map((shift) => forecastAt(fit, 0, 0, shift).oddsShift);
    for (const [index, shift] of [0, part, -part / 2].entries()) expect(shifts[index]).toBeCloseTo(shift, 12);
  });
});
