import { err, ok, type Result } from '../lib/result.ts';
import type { Policy, Rule } from '../policy/policy.ts';

/** What staff may change of a rule. Marks belong to the commune's plan and are not among them. */
export const ruleFields = ['raiseAt', 'lowerAt', 'leadTimeH', 'k', 'n', 'minDwellMin'] as const;
export type RuleField = (typeof ruleFields)[number];

/** What is allowed, as a value that each language puts into words. */
export type Allowed =
  | { kind: 'between'; low: number; high: number }
  | { kind: 'whole'; low: number; high: number }
  | { kind: 'below-raise'; raiseAt: number }
  | { kind: 'at-most-n'; n: number };

export type RuleProblem = { field: RuleField; found: string; allowed: Allowed } | { field: 'reason' };

const limits: Record<RuleField, Allowed & { kind: 'between' | 'whole' }> = {
  raiseAt: { kind: 'between', low: 1, high: 99 },
  lowerAt: { kind: 'between', low: 0.5, high: 98 },
  leadTimeH: { kind: 'between', low: 0.5, high: 24 },
  k: { kind: 'whole', low: 1, high: 12 },
  n: { kind: 'whole', low: 1, high: 12 },
  minDwellMin: { kind: 'whole', low: 0, high: 2880 },
};

/** A rule as its form shows it: chances in per cent. */
export function ruleToForm(rule: Rule): Record<RuleField, string> {
  const { raiseAt, lowerAt, leadTimeH, k, n, minDwellMin } = rule;
  const asPercent = (probability: number) => String(Number((probability * 100).toFixed(2)));
  return {
    raiseAt: asPercent(raiseAt),
    lowerAt: asPercent(lowerAt),
    leadTimeH: String(leadTimeH),
    k: String(k),
    n: String(n),
    minDwellMin: String(minDwellMin),
  };
}

/**
 * Reads a changed rule from its form; all problems at once. A decimal comma is as good as a point.
 * @example raiseAt '60', lowerAt '60' → lowerAt must lie below 60
 */
export function readRuleChange(
  rule: Rule,
  form: Readonly<Record<RuleField | 'reason', string>>,
): Result<{ rule: Rule; reason: string }, RuleProblem[]> {
  const problems: RuleProblem[] = [];
  const numbers = { raiseAt: 0, lowerAt: 0, leadTimeH: 0, k: 0, n: 0, minDwellMin: 0 };
  for (const field of ruleFields) {
    const found = form[field].trim();
    const number = /^\d+([.,]\d+)?$/.test(found) ? Number(found.replace(',', '.')) : Number.NaN;
    const limit = limits[field];
    const fits = number >= limit.low && number <= limit.high && (limit.kind === 'between' || Number.isInteger(number));
    if (fits) numbers[field] = number;
    else problems.push({ field, found, allowed: limit });
  }
  const sound = (...fields: RuleField[]) => !problems.some(({ field }) => fields.some((each) => each === field));
  const { raiseAt, lowerAt, k, n } = numbers;
  if (sound('raiseAt', 'lowerAt') && lowerAt >= raiseAt) {
    problems.push({ field: 'lowerAt', found: form.lowerAt, allowed: { kind: 'below-raise', raiseAt } });
  }
  if (sound('k', 'n') && k > n) problems.push({ field: 'k', found: form.k, allowed: { kind: 'at-most-n', n } });
  const reason = form.reason.trim();
  if (reason.length < 5 || reason.length > 1000) problems.push({ field: 'reason' });
  if (problems.length > 0) return err(problems);
  return ok({ rule: { ...rule, ...numbers, raiseAt: raiseAt / 100, lowerAt: lowerAt / 100 }, reason });
}

/** The fields in which two versions of a rule differ. */
export function changedFields(before: Rule, after: Rule): RuleField[] {
  return ruleFields.filter((field) => Math.abs(before[field] - after[field]) > 1e-9);
}

export function findRule(
  policy: Policy,
  { commune, station, level }: Pick<Rule, 'commune' | 'station' | 'level'>,
): Rule | null {
  return (
    policy.rules.find((each) => each.commune === commune && each.station === station && each.level === level) ?? null
  );
}
