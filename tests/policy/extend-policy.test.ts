import { expect, it } from 'vitest';
import { lackingRules, otherMarks } from '../../src/policy/extend-policy.ts';
import type { Policy, Rule } from '../../src/policy/policy.ts';

const rule: Rule = {
  commune: 'town',
  station: 'quay',
  level: 'act',
  markM: 2,
  leadTimeH: 6,
  raiseAt: 0.6,
  lowerAt: 0.3,
  k: 2,
  n: 3,
  minDwellMin: 60,
  release: { by: 'person' },
};
const timed = { by: 'person-or-timeout', afterMin: 15, signedBy: 'mayor', signedIn: 1 } as const;
const policy: Policy = { version: 4, author: 'staff', reason: 'after the flood', createdAt: 0, rules: [rule] };

it('rules of new communes, gauges and levels are lacking; a release after minutes is signed in the next version', () => {
  const added: Rule[] = [
    { ...rule, commune: 'ville' },
    { ...rule, station: 'bridge' },
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
