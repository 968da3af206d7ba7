import { isDeepStrictEqual } from 'node:util';
import type { Exercise, ExercisePlan } from '../../alert/exercise.ts';
import { asChange, type RuleChange } from '../../policy/change-rule.ts';
import { findRule, type Policy } from '../../policy/policy.ts';
import type { AskedBy } from '../../record/record.ts';

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

/** Whether this person has signed it with these very words already. */
export function signedBefore(
  signed: { by: AskedBy; reason: string } | { person: string; reason: string } | null | undefined,
  { person, reason }: { person: string; reason: string },
): boolean {
  if (!signed || signed.reason !== reason) return false;
  const by = 'by' in signed ? signed.by : signed;
  return 'person' in by && by.person === person;
}

/** Whether what runs is what this person has begun by this very plan. */
export function begunBefore(
  running: Exercise | null,
  plan: ExercisePlan,
  { person, residents }: { person: string; residents: boolean },
): boolean {
  if (running?.person !== person || (residents && running.residentsBy === null)) return false;
  const { steps, lastsMin, reason } = running;
  return isDeepStrictEqual({ steps, lastsMin, reason }, plan);
}
