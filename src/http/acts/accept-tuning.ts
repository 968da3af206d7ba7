import type { Result } from '../../lib/result.ts';
import { asChange, type RuleChange, type RuleRefusal } from '../../policy/change-rule.ts';
import type { Policy } from '../../policy/policy.ts';
import { predictEffect } from '../../verification/tune/predict-effect.ts';
import type { Doors } from '../doors.ts';
import type { TuningView } from '../views/tuning-view.ts';

type Chosen = Pick<TuningView, 'rule'> & { chosen: NonNullable<TuningView['chosen']> };

/** The rule in force with the numbers of the candidate. */
export function adopted({ rule, chosen }: Chosen): RuleChange['rule'] {
  return { ...asChange(rule), ...chosen.row.candidate };
}

/** A named person makes a candidate the rule: the next version of the policy, with what was promised of it. */
export function acceptTuning(
  doors: Pick<Doors, 'changeRule'>,
  view: Chosen & Pick<TuningView, 'tuning'>,
  { base, reason, person }: { base: number; reason: string; person: string },
): Promise<Result<Policy, RuleRefusal>> {
  const rule = adopted(view);
  const predicted = predictEffect(view.tuning, view.chosen.row);
  return doors.changeRule({ base, reason, meantM: rule.markM, rule, predicted }, person);
}
