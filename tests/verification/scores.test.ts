import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addContingency, emptyContingency, scoreContingency } from '../../src/verification/contingency.ts';
import {
  middleNinety,
  openEnded,
  ruleOfThree,
  shareInterval,
  standardError,
} from '../../src/verification/intervals.ts';
import { brierScore, brierSkill, reliabilityTable } from '../../src/verification/scores.ts';
import { evenly } from '../support/evenly.ts';

const count = fc.nat(50);
const table = fc.record({ hits: count, misses: count, falseAlarms: count });
const statements = fc.array(fc.record({ probability: evenly(0, 1), cameTrue: fc.boolean() }));

describe('contingency', () => {
  it('scores a table that can be checked by hand', () => {
    const scores = scoreContingency({ hits: 8, misses: 2, falseAlarms: 2 });
    expect(scores).toEqual({ pod: 0.8, far: 0.2, csi: 8 / 12 });
  });

  it('has no score where nothing was counted', () => {
    expect(scoreContingency(emptyContingency)).toEqual({ pod: null, far: null, csi: null });
    expect(scoreContingency({ ...emptyContingency, misses: 1 })).toEqual({ pod: 0, far: null, csi: 0 });
  });

  it('stays within 0 and 1, and CSI never above POD nor 1 − FAR', () => {
    fc.assert(
      fc.property(table, (each) => {
        const { pod, far, csi } = scoreContingency(each);
        for (const score of [pod, far, csi]) expect(score === null || (score >= 0 && score <= 1)).toBe(true);
        if (pod !== null && csi !== null) expect(csi).toBeLessThanOrEqual(pod);
        if (far !== null && csi !== null) expect(csi).toBeLessThanOrEqual(1 - far + 1e-12);
      }),
    );
  });

  it('adds up in any order', () => {
    fc.assert(
      fc.property(table, table, (a, b) => {
        expect(addContingency(a, b)).toEqual(addContingency(b, a));
      }),
    );
  });
});

describe('Brier score', () => {
  it('is the mean squared difference', () => {
    const said = [
      { probability: 0.8, cameTrue: true },
      { probability: 0.2, cameTrue: true },
    ];
    expect(brierScore(said)).toBeCloseTo(0.34);
    expect(brierScore([])).toBeNull();
  });

  it('skill is told against a named reference', () => {
    const half = [{ probability: 0.5, cameTrue: true }];
    const better = [{ probability: 0.75, cameTrue: true }];
    expect(brierSkill(better, 'persistence', half)).toEqual({
      reference: 'persistence',
      brier: 0.0625,
      referenceBrier: 0.25,
      skill: 0.75,
    });
    expect(brierSkill(better, 'persistence', []).skill).toBeNull();
    // Beside a reference that made no error nothing is better, and nothing so much worse that a number says it.
    const right = [{ probability: 1, cameTrue: true }];
    expect(brierSkill(better, 'persistence', right)).toMatchObject({ referenceBrier: 0, skill: null });
  });
});

describe('reliability table', () => {
  it('says what came of what was said', () => {
    const [, , row] = reliabilityTable([
      { probability: 0.35, cameTrue: true },
      { probability: 0.45, cameTrue: false },
    ]);
    expect(row).toMatchObject({ from: 0.3, to: 0.5, count: 2, cameTrue: 1, share: 0.5 });
    expect(row?.stated).toBeCloseTo(0.4);
  });

  it('has rows that meet, from 0 to certainty', () => {
    const rows = reliabilityTable([{ probability: 1, cameTrue: true }]);
    expect(rows.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.1],
      [0.1, 0.3],
      [0.3, 0.5],
      [0.5, 0.7],
      [0.7, 0.9],
      [0.9, 1],
    ]);
    expect(rows.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('counts every statement once', () => {
    fc.assert(
      fc.property(statements, (said) => {
        const rows = reliabilityTable(said);
        expect(rows.reduce((sum, each) => sum + each.count, 0)).toBe(said.length);
        expect(rows.reduce((sum, each) => sum + each.cameTrue, 0)).toBe(said.filter((each) => each.cameTrue).length);
        for (const { from, to, stated } of rows) expect(stated === null || (stated >= from && stated <= to)).toBe(true);
      }),
    );
  });
});

describe('intervals', () => {
  it('of a share leaves one in twenty at each end, also where all went alike', () => {
    // Three of three: p³ = .05. One of two: 1 − (1 − p)² = .05. None of two: (1 − p)² = .05.
    expect(shareInterval(3, 3)).toEqual([expect.closeTo(0.05 ** (1 / 3), 6), 1]);
    expect(shareInterval(1, 2)).toEqual([expect.closeTo(1 - 0.95 ** 0.5, 6), expect.closeTo(0.95 ** 0.5, 6)]);
    expect(shareInterval(0, 2)).toEqual([0, expect.closeTo(1 - 0.05 ** 0.5, 6)]);
    // By scipy.stats.beta.ppf: 7 of 10.
    expect(shareInterval(7, 10)).toEqual([expect.closeTo(0.39338, 4), expect.closeTo(0.91274, 4)]);
    expect([shareInterval(1, 1), shareInterval(0, 0)]).toEqual([null, null]);
  });

  it('of a share of many is as narrow as they make it', () => {
    for (const n of [300, 5000]) {
      expect(shareInterval(n, n)).toEqual([expect.closeTo(0.05 ** (1 / n), 6), 1]);
      expect(shareInterval(0, n)).toEqual([0, expect.closeTo(1 - 0.05 ** (1 / n), 6)]);
    }
    // 999 of 1000: p¹⁰⁰⁰ + 1000 p⁹⁹⁹ (1 − p) = .05.
    expect(shareInterval(999, 1000)).toEqual([expect.closeTo(0.99527, 4), expect.closeTo(0.99995, 4)]);
  });

  it('of storms that all went alike is no point, whatever the draws say', () => {
    expect(openEnded([1, 1], 3)).toEqual([expect.closeTo(0.3684, 4), 1]);
    expect(openEnded([0, 0], 3)).toEqual([0, expect.closeTo(0.6316, 4)]);
    expect([openEnded(null, 3), openEnded([0.5, 1], 1)]).toEqual([null, null]);
  });

  it('of storms that did not all go alike is no surer than of those that did', () => {
    // Twelve floods in four storms: with one missed, storms drawn anew say .7 to 1; with none, .05^(1/4).
    expect(openEnded([0.7, 1], 4)).toEqual([expect.closeTo(0.4729, 4), 1]);
    expect(openEnded([0, 0.2], 4)).toEqual([0, expect.closeTo(0.5271, 4)]);
    expect(openEnded([0.3, 0.8], 4)).toEqual([0.3, 0.8]);
    expect(openEnded([0.5, 1], 300)).toEqual([0.5, 1]);
  });

  it('is wider with fewer floods', () => {
    const [low, high] = shareInterval(30, 40)!;
    const [lower, higher] = shareInterval(6, 8)!;
    expect(low).toBeLessThan(0.75);
    expect(high).toBeGreaterThan(0.75);
    expect(higher - lower).toBeGreaterThan(high - low);
  });

  it('leaves out one in twenty at each end; where most draws give no number there is none', () => {
    const fromOne = (n: number) => Array.from({ length: n }, (_, index) => n - index);
    expect(middleNinety(fromOne(20))).toEqual([2, 19]);
    expect(middleNinety(fromOne(100))).toEqual([6, 95]);
    expect(middleNinety([1, null])).toEqual([1, 1]);
    expect(middleNinety([1, null, null])).toBeNull();
  });

  it('the standard error is that of the draws that give a number, where most do', () => {
    expect(standardError([1, 1, 1])).toBe(0);
    expect(standardError([1, 3, null])).toBe(1);
    expect(standardError([1, null])).toBe(0);
    expect([standardError([1, null, null]), standardError([])]).toEqual([null, null]);
  });

  it('no miss in ten floods still allows three in ten', () => {
    expect(ruleOfThree(10)?.roughly).toBeCloseTo(0.3);
    expect(ruleOfThree(10)?.exactly).toBeCloseTo(0.2589, 4);
    expect(ruleOfThree(2)?.roughly).toBe(1);
    expect(ruleOfThree(0)).toBeNull();
  });
});
