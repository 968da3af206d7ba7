import { describe, expect, it } from 'vitest';
import { issueForecast } from '../../../src/forecast/issue/issue-forecast.ts';
import type { NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import type { OwnModel } from '../../../src/forecast/learn/fit-own-model.ts';
import { drawOnce } from '../../../src/forecast/model/drawn-model.ts';
import { columnsOf, type Situation } from '../../../src/forecast/observed/features.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { bareFit } from '../../support/bare-fit.ts';
import { oneLeafModel } from '../../support/one-leaf-model.ts';

describe('a gauge that is silent itself', () => {
  const members = [{ weight: 1, rise: 0, error: 0, spread: 1 }];
  const rising = (depths: readonly number[], riseM: number) =>
    oneLeafModel({
      means: new Map(depths.map((depth) => [depth, riseM])),
      spread: 1,
      members,
      drawn: 1,
      dressing: 'error',
    });
  const ofOwn = (depths: readonly number[], riseM: number, hasRain = false) => {
    const model = rising(depths, riseM);
    const projections = [...model.projections].map(([depth, each]) => [depth, { ...each, hasRain }] as const);
    return { ...drawOnce(model, 'town'), projections: new Map(projections) };
  };
  const situation = (depth: number, isSilent: boolean) => ({
    origin: -2 * HOUR_MS,
    values: new Float64Array(columnsOf(depth)),
    depth,
    rain: null,
    missing: ['town'],
    isSilent,
    wholeDepth: depth,
    seen: Array.from({ length: depth }, () => []),
  });
  /** What is said of the last hour, and how far from now that is. */
  const told = (fit: NetworkFit, plain: Situation, water: Situation | null = null) => {
    const standing = { station: 'town', issuedAt: 0, stageM: 0, observedAt: plain.origin };
    const { paths, leadTimesH, learning } = issueForecast(fit, standing, { scale: 1, fromM: 0 }, plain, water, 0)!;
    return { rises: paths.map((path) => Math.round(path.at(-1)!)), untilH: leadTimesH.at(-1), learning };
  };
  const own = (silent: OwnModel['silent']) =>
    new Map([['town', { ...ofOwn([1], 1), share: 0.6, fallbacks: [ofOwn([0], 1)], silent }]]);
  const usual = { rises: [1], untilH: 10, learning: false };

  it('is told as it was last seen where too little was learned of a silence: not unsaid, nor as if other rivers alone spoke', () => {
    const [seen, pooled, silent] = [situation(1, true), rising([0, 1], 1), rising([0, 1], 2)];
    expect(told(bareFit({ pooled }), seen)).toEqual({ ...usual, learning: true });
    expect(told(bareFit({ local: own(null) }), seen)).toEqual(usual);
    expect(told(bareFit({ local: own(null), silent }), seen)).toEqual(usual);
    // It looks at rain, which is silent too.
    expect(told(bareFit({ local: own(ofOwn([0, 1], 2, true)), silent }), seen)).toEqual(usual);
  });

  it('is told as it was last seen where what was learned of a silence looks at the gauge alone', () => {
    const learned = { pooled: rising([0], 1), silent: rising([0], 2) };
    expect(told(bareFit(learned), situation(1, true))).toEqual({ ...usual, learning: true });
  });

  it('is told from now on by both halves where it is in doubt whether the one above it shows water', () => {
    const fit = bareFit({ pooled: rising([0, 1], 1), silent: rising([0, 1], 2) });
    expect(told(fit, situation(0, false), situation(1, true))).toEqual({
      rises: [2, 2],
      untilH: 12,
      learning: true,
    });
  });
});
