import { percent } from './pages/policy-table.ts';
import type { Allowed, RuleProblem } from './rule-change.ts';
import type { Speech } from './speech.ts';

/** Which field, what was found in it, and what is allowed. */
export function problemText({ page: { staff } }: Speech, problem: RuleProblem): string {
  if (problem.field === 'reason') return staff.invalidReason;
  return staff.invalid(staff.field[problem.field], problem.found, allowedText(staff.allowed, problem.allowed));
}

function allowedText(words: Speech['page']['staff']['allowed'], allowed: Allowed): string {
  if (allowed.kind === 'between') return words.between(allowed.low, allowed.high);
  if (allowed.kind === 'whole') return words.whole(allowed.low, allowed.high);
  if (allowed.kind === 'below-raise') return words.belowRaise(percent(allowed.raiseAt / 100));
  return words.atMostN(allowed.n);
}
