import { isDeepStrictEqual } from 'node:util';
import { asChange, type RuleChange } from '../../policy/change-rule.ts';
import { findRule, type Policy } from '../../policy/policy.ts';

/** The version in force, where this very change has made it: it came a second time, after a second tap or a lost connection. */
export function sentBefore(
  now: Policy | null,
  { base, rule, reason }: Pick<RuleChange, 'base' | 'rule' | 'reason'>,
  person: string,
): Policy | null {
  const inForce = now && findRule(now, rule);
  if (!inForce || now.version <= base || now.author !== person || now.reason !== reason) return null;
  return isDeepStrictEqual(asChange(inForce), rule) ? now : null;
}
