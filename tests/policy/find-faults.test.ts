import { expect, test } from 'vitest';
import { faultsOfChange, findFaults } from '../../src/policy/find-faults.ts';
import type { Rule } from '../../src/policy/policy.ts';
import { usualStages } from '../../src/policy/usual-stages.ts';
import { policyOf } from '../support/decisions.ts';

const HOUR = 3_600_000;
const limits = { minValue: -1, maxValue: 5 };
/** Ninety days at 0.55 m, one hour of each ten days at 1.2 m. */
const readings = Array.from({ length: 90 * 24 }, (_, hour) => ({
  observedAt: hour * HOUR,
  value: hour % 240 === 239 ? 1.2 : 0.55,
  quality: 'pass' as const,
}));
const usual = usualStages(readings);

function faultsWith(change: Partial<Rule>, level = 'act', known = usual) {
  const rules = policyOf().rules.map((rule) => (rule.level === level ? { ...rule, ...change } : rule));
  return findFaults(rules, { limits, usual: known }).map(({ fault }) => fault);
}

test('a sound policy has no faults', () => {
  expect(faultsWith({})).toEqual([]);
});

test.each([[{ raiseAt: 1 }], [{ k: 3, n: 3 }]])('nor has one with %j', (change) => {
  expect(faultsWith(change)).toEqual([]);
});

test.each<[Partial<Rule>, string, object]>([
  [{ raiseAt: 1.5 }, 'act', { kind: 'raise-above-one', raiseAt: 1.5 }],
  [{ k: 4, n: 3 }, 'act', { kind: 'k-above-n', k: 4, n: 3 }],
  [{ markM: 5 }, 'danger', { kind: 'mark-above-gauge', markM: 5, maxM: 5 }],
  [{ raiseAt: 0, lowerAt: -0.1 }, 'act', { kind: 'raise-at-zero', raiseAt: 0 }],
  [{ markM: 0.5 }, 'prepare', { kind: 'mark-below-normal', markM: 0.5, normalM: 0.55 }],
  [{ markM: 0.55 }, 'prepare', { kind: 'mark-below-normal', markM: 0.55, normalM: 0.55 }],
  [{ markM: -1 }, 'prepare', { kind: 'mark-below-gauge', markM: -1, minM: -1 }],
  [{ lowerAt: 0 }, 'act', { kind: 'never-lowers', lowerAt: 0 }],
  [{ lowerAt: 0.6 }, 'act', { kind: 'lower-not-below-raise', lowerAt: 0.6, raiseAt: 0.6 }],
  [{ markM: 1 }, 'act', { kind: 'marks-out-of-order', markM: 1, milder: 'prepare', milderM: 1 }],
  [{ markM: 0.9 }, 'danger', { kind: 'marks-out-of-order', markM: 0.9, milder: 'act', milderM: 2 }],
])('%j at %s is refused with its numbers', (change, level, fault) => {
  expect(faultsWith(change, level)).toContainEqual(fault);
});

test('a threshold below what an ordinary day states always raises', () => {
  // One hour in ten days, and the six before it: 7 of 240.
  const found = faultsWith({ markM: 1.1, raiseAt: 0.02, lowerAt: 0.01 }, 'prepare');
  expect(found).toEqual([{ kind: 'raise-below-usual', raiseAt: 0.02, usual: 7 / 240, markM: 1.1, leadTimeH: 6 }]);
  expect(faultsWith({ markM: 1.1, raiseAt: 7 / 240, lowerAt: 0.01 }, 'prepare')).toMatchObject([{ usual: 7 / 240 }]);
  expect(faultsWith({ markM: 1.1, raiseAt: 0.04, lowerAt: 0.01 }, 'prepare')).toEqual([]);
  // Of one that raises at nothing that is said, once.
  expect(faultsWith({ raiseAt: 0, lowerAt: -0.1 })).toMatchObject([
    { kind: 'raise-at-zero' },
    { kind: 'never-lowers' },
  ]);
});

test('of a short record nothing is called usual, and suspect readings count for nothing', () => {
  expect(usualStages(readings.slice(0, 29 * 24))).toBeNull();
  expect(usualStages(readings.map((each) => ({ ...each, quality: 'suspect' as const })))).toBeNull();
  expect(faultsWith({ markM: 0.5 }, 'prepare', null)).toEqual([]);
});

test('where a gauge was given a lower end, the marks beyond it are mended one after the other', () => {
  const lower = { limits: { minValue: -1, maxValue: 2 }, usual };
  const withRules = (change: Partial<Record<string, Partial<Rule>>>) =>
    policyOf().rules.map((rule) => ({ ...rule, ...change[rule.level] }));
  const [before, acted] = [withRules({}), withRules({ act: { markM: 1.8 } })];
  expect(findFaults(before, lower).map(({ level }) => level)).toEqual(['act', 'danger']);
  expect(faultsOfChange(before, { level: 'act' }, acted, lower)).toEqual([]);
  expect(faultsOfChange(before, { level: 'prepare' }, withRules({ prepare: { raiseAt: 0.7 } }), lower)).toEqual([]);
  // A fault of the rule itself counts, old or new, and so does what it makes of others.
  expect(faultsOfChange(before, { level: 'act' }, withRules({ act: { raiseAt: 0.7 } }), lower)).toMatchObject([
    { level: 'act', fault: { kind: 'mark-above-gauge' } },
  ]);
  expect(
    faultsOfChange(acted, { level: 'prepare' }, withRules({ act: { markM: 1.8 }, prepare: { markM: 1.9 } }), lower),
  ).toMatchObject([{ level: 'act', fault: { kind: 'marks-out-of-order' } }]);
});
