import type { ForwardFigures } from './forward.ts';
import { shown, table } from './markdown.ts';

/** What was stated at 90 % or more, over all recordings that were run forward: how much of it came true, and how often it came in time. */
export function describeSurest(runs: readonly ForwardFigures[]): string {
  if (runs.length === 0) return '';
  const leads = runs[0]!.hourBefore.stated.map(({ leadTimeH }) => leadTimeH);
  const floods = runs.reduce((sum, { hourBefore }) => sum + hourBefore.floods, 0);
  const rows = leads.map((leadTimeH) => {
    const surest = runs.flatMap(({ byLead }) =>
      byLead.filter((each) => each.leadTimeH === leadTimeH).map(({ score }) => score.surest),
    );
    const cases = surest.reduce((sum, each) => sum + each.cases, 0);
    const came = surest.reduce((sum, each) => sum + each.cases * (each.share ?? 0), 0);
    const storms = surest.reduce((sum, each) => sum + each.storms, 0);
    const before = runs.reduce(
      (sum, { hourBefore }) => sum + hourBefore.stated.find((each) => each.leadTimeH === leadTimeH)!.floods,
      0,
    );
    return { leadTimeH, cases, came, storms, before };
  });
  const names = runs.map(({ test }) => test.name).join(', ');
  return `### Stated at 90 % or more, all recordings together

${names}. What is stated within 2 h is stated within 3 h too: the rows are no sum. ${floods} floods at gauges and marks; storms are counted at each river.

${table(
  ['lead h', 'statements', 'in storms', 'came true', 'floods with such a statement an hour before'],
  rows.map((each) => [
    `${each.leadTimeH}`,
    `${each.cases}`,
    `${each.storms}`,
    shown(each.cases === 0 ? null : each.came / each.cases),
    `${each.before} of ${floods}`,
  ]),
)}`;
}
