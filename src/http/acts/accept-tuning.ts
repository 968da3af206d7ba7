import type { Result } from '../../lib/result.ts';
import type { RuleRefusal } from '../../policy/change-rule.ts';
import type { Policy } from '../../policy/policy.ts';
import { predictEffect } from '../../verification/tune/predict-effect.ts';
import type { Doors } from '../doors.ts';
import type { TuningView } from '../views/tuning-view.ts';

/** A named person makes a candidate the rule: the next version of the policy, with what was promised of it. */
export function acceptTuning(
  doors: Pick<Doors, 'changeRule'>,
  { rule, tuning, chosen }: Pick<TuningView, 'rule' | 'tuning'> & { chosen: NonNullable<TuningView['chosen']> },
  { base, reason, person }: { base: number; reason: string; person: string },
): Promise<Result<Policy, RuleRefusal>> {
  const { release, ...numbers } = rule;
  const releaseAfterMin = release.by === 'person' ? null : release.afterMin;
  const changed = { ...numbers, ...chosen.row.candidate, releaseAfterMin };
  const predicted = predictEffect(tuning, chosen.row);
  return doors.changeRule({ base, reason, meantM: changed.markM, rule: changed, predicted }, person);
}
