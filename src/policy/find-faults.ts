import { type RaisedLevel, rank } from '../territory/alert-level.ts';
import type { Station } from '../territory/station.ts';
import type { Rule } from './policy.ts';
import type { UsualStages } from './usual-stages.ts';

/** What makes a rule useless or dangerous, with the offending numbers: put into words by `text/`. */
export type RuleFault =
  /** Can never raise by chance. */
  | { kind: 'raise-above-one'; raiseAt: number }
  | { kind: 'k-above-n'; k: number; n: number }
  | { kind: 'mark-above-gauge'; markM: number; maxM: number }
  /** Raises always. */
  | { kind: 'raise-at-zero'; raiseAt: number }
  | { kind: 'raise-below-usual'; raiseAt: number; usual: number; markM: number; leadTimeH: number }
  | { kind: 'mark-below-gauge'; markM: number; minM: number }
  | { kind: 'mark-below-normal'; markM: number; normalM: number }
  /** Never comes down, or flaps. */
  | { kind: 'never-lowers'; lowerAt: number }
  | { kind: 'lower-not-below-raise'; lowerAt: number; raiseAt: number }
  /** A higher level must stand for a higher stage. */
  | { kind: 'marks-out-of-order'; markM: number; milder: RaisedLevel; milderM: number };

/** A fault and the rule that it stands in. */
export type PolicyFault = Pick<Rule, 'commune' | 'station' | 'level'> & { fault: RuleFault };

/** What is known of a gauge that a rule looks at; `usual` is `null` while its record is too short to tell. */
export interface GaugeFacts {
  limits: Pick<Station, 'minValue' | 'maxValue'>;
  usual: UsualStages | null;
}

/**
 * All faults of the rules of one gauge of one commune: pages, API and `check-config` refuse by the same ones.
 *
 * @example k 3 of n 2 → k-above-n; a mark of 0.40 m where the river stands at 0.55 m most days → mark-below-normal
 */
export function findFaults(rules: readonly Rule[], { limits, usual }: GaugeFacts): PolicyFault[] {
  return rules.flatMap((rule) => {
    const { commune, station, level } = rule;
    const faults = [...faultsOfRule(rule), ...faultsOfMark(rule, limits, usual), ...faultsOfOrder(rule, rules)];
    return faults.map((fault) => ({ commune, station, level, fault }));
  });
}

/**
 * What speaks against a change of one rule: its own faults, and those that it gives others. What was wrong with others before, as where a gauge
 * was given another `maxValue`, keeps nobody from mending one after the other.
 */
export function faultsOfChange(
  before: readonly Rule[],
  { level }: Pick<Rule, 'level'>,
  after: readonly Rule[],
  facts: GaugeFacts,
): PolicyFault[] {
  const known = new Set(findFaults(before, facts).map((each) => JSON.stringify(each)));
  return findFaults(after, facts).filter((each) => each.level === level || !known.has(JSON.stringify(each)));
}

function faultsOfRule({ raiseAt, lowerAt, k, n }: Rule): RuleFault[] {
  const faults: RuleFault[] = [];
  if (raiseAt > 1) faults.push({ kind: 'raise-above-one', raiseAt });
  if (raiseAt <= 0) faults.push({ kind: 'raise-at-zero', raiseAt });
  if (k > n) faults.push({ kind: 'k-above-n', k, n });
  if (lowerAt <= 0) faults.push({ kind: 'never-lowers', lowerAt });
  if (lowerAt >= raiseAt) faults.push({ kind: 'lower-not-below-raise', lowerAt, raiseAt });
  return faults;
}

function faultsOfMark(
  { markM, raiseAt, leadTimeH }: Rule,
  { minValue, maxValue }: GaugeFacts['limits'],
  usual: UsualStages | null,
): RuleFault[] {
  // At its physical end the gauge may never show the mark.
  if (markM >= maxValue) return [{ kind: 'mark-above-gauge', markM, maxM: maxValue }];
  if (markM <= minValue) return [{ kind: 'mark-below-gauge', markM, minM: minValue }];
  if (usual === null) return [];
  if (markM <= usual.normalM) return [{ kind: 'mark-below-normal', markM, normalM: usual.normalM }];
  const share = usual.passageShare(markM, leadTimeH);
  return raiseAt > 0 && raiseAt <= share
    ? [{ kind: 'raise-below-usual', raiseAt, usual: share, markM, leadTimeH }]
    : [];
}

function faultsOfOrder({ level, markM }: Rule, rules: readonly Rule[]): RuleFault[] {
  const milder = rules
    .filter((each) => rank(each.level) < rank(level))
    .toSorted((a, b) => b.markM - a.markM)
    .find((each) => each.markM >= markM);
  return milder ? [{ kind: 'marks-out-of-order', markM, milder: milder.level, milderM: milder.markM }] : [];
}
