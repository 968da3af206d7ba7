import { type Policy, type Rule, rulesFor } from '../../policy/policy.ts';
import { rank } from '../../territory/alert-level.ts';
import { TUNED_LEADS_H } from '../backtest/hindcast.ts';

/** What tuning may change of a rule. The mark belongs to the commune's plan, the dwell time and the release to people. */
export type Candidate = Pick<Rule, 'leadTimeH' | 'raiseAt' | 'lowerAt' | 'k' | 'n'>;

const RAISE_AT = [0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/** `lowerAt` as a share of `raiseAt`. */
const LOWER_SHARE = [0.3, 0.6];
const VOTES = [
  { k: 1, n: 1 },
  { k: 2, n: 3 },
];

/** The 200 policies that are tried: a coarse grid, since a finer one would only fit the few floods there are. */
export function candidateGrid(): Candidate[] {
  return TUNED_LEADS_H.flatMap((leadTimeH) =>
    RAISE_AT.flatMap((raiseAt) =>
      LOWER_SHARE.flatMap((share) =>
        VOTES.map((votes) => ({ leadTimeH, raiseAt, lowerAt: Number((raiseAt * share).toFixed(3)), ...votes })),
      ),
    ),
  );
}

export function candidateOf({ leadTimeH, raiseAt, lowerAt, k, n }: Candidate): Candidate {
  return { leadTimeH, raiseAt, lowerAt, k, n };
}

/** The fixed policy that needs no tuning: a chance of one half, twice in three. */
export function fixedReference(leadTimeH: number): Candidate {
  return { leadTimeH, raiseAt: 0.5, lowerAt: 0.25, k: 2, n: 3 };
}

/** Raising on an observed passage alone: no chance is ever high enough, and any is low enough to lower. */
export function observedOnly(leadTimeH: number): Candidate {
  return { leadTimeH, raiseAt: 2, lowerAt: 1.5, k: 1, n: 1 };
}

/** The rules that decide when the gauge stands at this level or above. What a milder rule says changes nothing there: it only tells how far the level falls below. */
export function rulesFrom(
  policy: Pick<Policy, 'rules'>,
  { commune, station, level }: Pick<Rule, 'commune' | 'station' | 'level'>,
): Rule[] {
  return rulesFor(policy, commune, station).filter((each) => rank(each.level) >= rank(level));
}

/** Those rules, with this one changed. */
export function policyWith(policy: Policy, rule: Rule, candidate: Candidate): Policy {
  const rules = rulesFrom(policy, rule).map((each) => (each.level === rule.level ? { ...rule, ...candidate } : each));
  return { ...policy, rules };
}

/** The rule alone, judged at another mark: how strength is borrowed from lower floods, of which there are more. */
export function policyAtMark(policy: Policy, rule: Rule, candidate: Candidate, markM: number): Policy {
  return { ...policy, rules: [{ ...rule, ...candidate, markM }] };
}

/** @example sameCandidate({ raiseAt: .5, ... }, { raiseAt: .5, ... }) // true */
export function sameCandidate(a: Candidate, b: Candidate): boolean {
  const near = (x: number, y: number): boolean => Math.abs(x - y) < 1e-9;
  return (
    near(a.leadTimeH, b.leadTimeH) &&
    near(a.raiseAt, b.raiseAt) &&
    near(a.lowerAt, b.lowerAt) &&
    a.k === b.k &&
    a.n === b.n
  );
}
