import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/policy/decide.ts';
import { raisedLevels } from '../../src/territory/alert-level.ts';
import { assessmentOf, policyOf, T0 } from '../support/decisions.ts';
import { evenly } from '../support/evenly.ts';

const order = { lower: 0, hold: 1, raise: 2 } as const;
const chance = evenly(0, 1);

describe('decide', () => {
  test.each([
    ['at the raise threshold', 0.5, 0.6, 'raise', 'chance-high'],
    ['between the thresholds', 0.5, 0.45, 'hold', 'chance-between'],
    ['at the lower threshold, for it is lowered only below it', 0.5, 0.3, 'hold', 'chance-between'],
    ['below the lower threshold', 0.5, 0.2, 'lower', 'chance-low'],
    ['with the water at the mark, whatever the chance', 1, 0, 'raise', 'observed-passage'],
  ] as const)('%s', (_, stageM, probability, kind, because) => {
    const verdict = decide(policyOf(), assessmentOf(T0, stageM, [probability, 0, 0])).verdicts.prepare;
    expect(verdict?.kind).toBe(kind);
    expect(verdict?.reason.because).toBe(because);
  });

  test('a chance that is no number says as little as no forecast', () => {
    const verdictAt = (stageM: number) => decide(policyOf(), assessmentOf(T0, stageM, [NaN, NaN, NaN])).verdicts.act;
    expect(verdictAt(0.5)).toEqual({ kind: 'hold', reason: { because: 'no-forecast', markM: 2 } });
    expect(verdictAt(2)?.kind).toBe('raise');
  });

  test('silence and a missing forecast are never a reason to lower', () => {
    fc.assert(
      fc.property(fc.option(fc.tuple(chance, chance, chance)), (p) => {
        const unseen = decide(policyOf(), assessmentOf(T0, null, p));
        for (const level of raisedLevels) expect(unseen.verdicts[level]?.kind).not.toBe('lower');
      }),
    );
    expect(decide(policyOf(), assessmentOf(T0, 0.5, null)).verdicts.act).toEqual({
      kind: 'hold',
      reason: { because: 'no-forecast', markM: 2 },
    });
  });

  test('a higher chance never gives a milder verdict', () => {
    fc.assert(
      fc.property(chance, chance, evenly(0, 4), (a, b, stageM) => {
        const verdict = (p: number) => decide(policyOf(), assessmentOf(T0, stageM, [p, p, p])).verdicts.act;
        const [low, high] = [verdict(Math.min(a, b)), verdict(Math.max(a, b))];
        expect(order[high!.kind]).toBeGreaterThanOrEqual(order[low!.kind]);
      }),
    );
  });

  test('the rules of another gauge or another commune change no verdict, wherever they stand in the policy', () => {
    const own = policyOf().rules;
    const eager = { markM: 0.1, raiseAt: 0.02, lowerAt: 0.01 };
    const others = [
      ...policyOf({ ...eager, station: 'mill' }).rules,
      ...policyOf({ ...eager, commune: 'limoux' }).rules,
    ];
    const all = fc.shuffledSubarray([...own, ...others], { minLength: own.length + others.length });
    fc.assert(
      fc.property(all, evenly(0, 4), fc.tuple(chance, chance, chance), (rules, stageM, p) => {
        const assessment = assessmentOf(T0, stageM, p);
        expect(decide({ ...policyOf(), rules }, assessment)).toEqual(decide(policyOf(), assessment));
      }),
    );
  });

  test('it says by which version of the policy it was decided', () => {
    expect(decide({ ...policyOf(), version: 7 }, assessmentOf(T0, 0.5, null)).policyVersion).toBe(7);
  });
});
