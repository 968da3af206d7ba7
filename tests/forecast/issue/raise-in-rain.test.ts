import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueForecast } from '../../../src/forecast/issue/issue-forecast.ts';
import { raiseInRain } from '../../../src/forecast/issue/raise-in-rain.ts';
import { pathsOf } from '../../../src/forecast/issue/steps.ts';
import { drawOnce } from '../../../src/forecast/model/drawn-model.ts';
import { columnsOf, RAIN_COLUMNS } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { bareFit } from '../../support/bare-fit.ts';
import { oneLeafModel } from '../../support/one-leaf-model.ts';
import { anyPaths, stepsOf } from '../../support/steps-of.ts';

const level = (height: number): Float64Array => new Float64Array(HORIZONS).fill(height);
const heightsOf = (paths: readonly Float64Array[]): number[] => paths.map((path) => path[HORIZONS - 1]!);

const raisedInRain = (others: readonly Float64Array[], own: readonly Float64Array[], mm: number) =>
  pathsOf(raiseInRain(stepsOf(others), stepsOf(own), mm));

describe('the paths of other rivers while it rains', () => {
  it('go half of the way to higher ones of the gauge’s own at the same rank after 2 mm, three quarters after 6', () => {
    const [others, own] = [[1, 2, 0].map(level), [4, 0, 2].map(level)];
    expect(heightsOf(raisedInRain(others, own, 2))).toEqual([1.5, 3, 0]);
    expect(heightsOf(raisedInRain(others, own, 6))).toEqual([1.75, 3.5, 0]);
  });

  it('stay as they are in dry weather', () => {
    const others = stepsOf([level(0), level(1)]);
    expect(raiseInRain(others, stepsOf([level(9)]), 0)).toBe(others);
  });

  it('never fall, rise no higher than the highest of both, and the more the more has fallen', () => {
    fc.assert(
      fc.property(anyPaths, anyPaths, fc.integer({ min: 1, max: 300 }), (others, own, mm) => {
        const [less, more] = [raisedInRain(others, own, mm / 10), raisedInRain(others, own, mm)];
        for (let step = 0; step < HORIZONS; step++) {
          const highest = Math.max(...[...others, ...own].map((path) => path[step]!));
          for (const [path, before] of others.entries()) {
            expect(less[path]![step]!).toBeGreaterThanOrEqual(before[step]! - 1e-9);
            expect(more[path]![step]!).toBeGreaterThanOrEqual(less[path]![step]! - 1e-9);
            expect(more[path]![step]!).toBeLessThanOrEqual(highest + 1e-9);
          }
        }
      }),
    );
  });
});

describe('a forecast of a gauge whose own past expects two metres, where other rivers expect nothing', () => {
  const rising = (riseM: number) => {
    const members = [{ weight: 1, rise: 0, error: 0, spread: 1 }];
    return oneLeafModel({ means: new Map([[0, riseM]]), spread: 1, members, drawn: 1, dressing: 'error' });
  };
  const past = drawOnce(rising(2), 'town');
  const [projection] = [...past.projections.values()];

  function risesAfter(mm: number, { looksAtRain = true } = {}) {
    const projections = new Map([[0, { ...projection!, hasRain: looksAtRain }]]);
    const local = new Map([['town', { ...past, projections, share: 0.5, fallbacks: [], silent: null }]]);
    const fit = bareFit({ pooled: rising(0), local });
    // Within the last hour, in units of 10 mm; what fell before the last three hours counts for nothing here.
    const rain = new Float64Array(RAIN_COLUMNS);
    [rain[0], rain[1], rain[4]] = [mm / 20, mm / 20, 8];
    const situation = {
      origin: 0,
      values: new Float64Array(columnsOf(0)),
      depth: 0,
      rain,
      missing: [],
      isSilent: false,
      wholeDepth: 0,
      seen: [],
    };
    const standing = { station: 'town', issuedAt: 0, stageM: 0, observedAt: 0 };
    const { paths } = issueForecast(fit, standing, { scale: 1, fromM: 0 }, situation, null, 0)!;
    return [...new Set(heightsOf(paths))].toSorted((a, b) => a - b);
  }

  it.each([
    { mm: 0, others: 0 },
    { mm: 2, others: 1 },
    { mm: 18, others: 1.8 },
  ])('says of the others, after $mm mm in three hours, $others m', ({ mm, others }) => {
    expect(risesAfter(mm)).toEqual([others, 2]);
  });

  it('leaves the others where its own past was no better for looking at rain', () => {
    expect(risesAfter(18, { looksAtRain: false })).toEqual([0, 2]);
  });
});
