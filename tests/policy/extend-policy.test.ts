import { expect, it } from 'vitest';
import { lackingRules, otherMarks, otherRules } from '../../src/policy/extend-policy.ts';
import type { Policy, Rule } from '../../src/policy/policy.ts';
import { policyOf } from '../support/decisions.ts';

const rule = policyOf().rules[0]!;
const policy: Policy = { ...policyOf(), version: 4, rules: [rule] };
const timed = { by: 'person-or-timeout', afterMin: 15, signedBy: 'mayor', signedIn: 1 } as const;

it('rules of new communes, gauges and levels are lacking; a release after minutes is signed in the next version', () => {
  const added: Rule[] = [
    { ...rule, commune: 'ville' },
    { ...rule, station: 'quay' },
    { ...rule, level: 'danger', release: timed },
  ];
  expect(lackingRules(policy, [rule, ...added])).toEqual([
    added[0],
    added[1],
    { ...added[2], release: { ...timed, signedIn: 5 } },
  ]);
  expect(lackingRules(policy, [{ ...rule, markM: 9, raiseAt: 0.9 }])).toEqual([]);
});

it('a mark in force that is not the configured one is named with both', () => {
  expect(otherMarks(policy, [rule])).toEqual([]);
  expect(otherMarks(policy, [{ ...rule, markM: 1.5 }])).toEqual([{ inForce: rule, configuredM: 1.5 }]);
});

it('a rule in force of which another number is not the configured one is named, its mark and who signed it apart', () => {
  const others = (change: Partial<Rule>, inForce = rule) =>
    otherRules({ rules: [inForce] }, [{ ...rule, ...change }]).length;
  expect([others({}), others({ markM: 1.5 }), others({ station: 'quay', raiseAt: 0.9 })]).toEqual([0, 0, 0]);
  const changes: Partial<Rule>[] = [
    { leadTimeH: rule.leadTimeH + 1 },
    { raiseAt: 0.9 },
    { lowerAt: 0.01 },
    { k: rule.k + 1 },
    { n: rule.n + 1 },
    { minDwellMin: rule.minDwellMin + 1 },
    { release: timed },
  ];
  expect(changes.map((change) => others(change))).toEqual(changes.map(() => 1));
  const signed = { ...rule, release: { ...timed, signedBy: 'other', signedIn: 9 } };
  expect([others({ release: timed }, signed), others({ release: { ...timed, afterMin: 20 } }, signed)]).toEqual([0, 1]);
});
