import { err, ok, type Result } from '../../lib/result.ts';
import type { RuleChange } from '../../policy/change-rule.ts';
import type { Rule } from '../../policy/policy.ts';
import { type Bounds, ruleBounds } from '../../policy/rule-bounds.ts';
import { isReason } from '../../record/signed-reason.ts';
import { asPlainNumber } from './plain-number.ts';

/** What staff may change of a rule, in the order of the form. */
export const ruleFields = [
  'markM',
  'leadTimeH',
  'raiseAt',
  'lowerAt',
  'k',
  'n',
  'minDwellMin',
  'releaseAfterMin',
] as const;
export type RuleField = (typeof ruleFields)[number];

/** What is allowed in one field, as a value that each language puts into words. `optional`: it may stay empty. */
export type Allowed = Bounds & { optional?: true };

type NumberProblem = { field: RuleField; found: string; allowed: Allowed };
export type RuleProblem = NumberProblem | { field: 'reason' };

const inPercent = ({ kind, low, high }: Bounds): Bounds => ({ kind, low: low * 100, high: high * 100 });

/** Chances in per cent, as the form shows them. */
export const formLimits: Record<RuleField, Allowed> = {
  ...ruleBounds,
  raiseAt: inPercent(ruleBounds.raiseAt),
  lowerAt: inPercent(ruleBounds.lowerAt),
  releaseAfterMin: { ...ruleBounds.releaseAfterMin, optional: true },
};

/** @example inPercentText(0.625) // '62.5' */
export function inPercentText(probability: number): string {
  return String(Number((probability * 100).toFixed(2)));
}

/** A rule as its form shows it: chances in per cent. */
export function ruleToForm(rule: Rule): Record<RuleField, string> {
  const { markM, raiseAt, lowerAt, leadTimeH, k, n, minDwellMin, release } = rule;
  return {
    markM: String(markM),
    leadTimeH: String(leadTimeH),
    raiseAt: inPercentText(raiseAt),
    lowerAt: inPercentText(lowerAt),
    k: String(k),
    n: String(n),
    minDwellMin: String(minDwellMin),
    releaseAfterMin: release.by === 'person' ? '' : String(release.afterMin),
  };
}

/** Reads a changed rule and why from their form; all problems at once. */
export function readRuleChange(
  rule: Rule,
  form: Readonly<Record<RuleField | 'reason', string>>,
): Result<Pick<RuleChange, 'rule' | 'reason'>, RuleProblem[]> {
  const typed = readTypedRule(rule, form);
  const reason = form.reason.trim();
  const unsaid: RuleProblem[] = isReason(reason) ? [] : [{ field: 'reason' }];
  if (!typed.ok) return err([...typed.error, ...unsaid]);
  return unsaid.length > 0 ? err(unsaid) : ok({ rule: typed.value, reason });
}

/**
 * The numbers of the form. A decimal comma is as good as a point. What nobody touched stays what it is, also where the form does not show
 * all of its decimals.
 * @example raiseAt '62,5' → .625; raiseAt '120' → found 120, allowed a number from 1 to 99; raiseAt '33.33' of a rule at 1 / 3 → 1 / 3
 */
export function readTypedRule(
  rule: Rule,
  form: Readonly<Record<RuleField, string>>,
): Result<RuleChange['rule'], NumberProblem[]> {
  const problems: NumberProblem[] = [];
  const shown = ruleToForm(rule);
  const read = (field: RuleField): number => {
    const found = form[field].trim();
    const allowed = formLimits[field];
    if (found === '' && allowed.optional) return Number.NaN;
    const plain = asPlainNumber(found);
    const number = /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
    const fits =
      number >= allowed.low && number <= allowed.high && (allowed.kind === 'between' || Number.isInteger(number));
    if (!fits) problems.push({ field, found, allowed });
    return number;
  };
  const readChance = (field: 'raiseAt' | 'lowerAt'): number => {
    const percent = read(field);
    // As it was written: of 1.4 a hundredth is .013999999999999999.
    return form[field].trim() === shown[field] ? rule[field] : Number((percent / 100).toPrecision(15));
  };
  const { release: _signed, ...place } = rule;
  const next = {
    ...place,
    markM: read('markM'),
    leadTimeH: read('leadTimeH'),
    raiseAt: readChance('raiseAt'),
    lowerAt: readChance('lowerAt'),
    k: read('k'),
    n: read('n'),
    minDwellMin: read('minDwellMin'),
  };
  const minutes = read('releaseAfterMin');
  if (problems.length > 0) return err(problems);
  return ok({ ...next, releaseAfterMin: Number.isNaN(minutes) ? null : minutes });
}

/** The fields in which two versions of a rule differ. */
export function changedFields(before: Rule, after: Rule): RuleField[] {
  const [was, is] = [ruleToForm(before), ruleToForm(after)];
  return ruleFields.filter((field) => was[field] !== is[field]);
}
