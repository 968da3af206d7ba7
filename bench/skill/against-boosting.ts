import type { ForwardFigures } from './forward.ts';
import { LEADS_H } from './judge.ts';
import { shown, table } from './markdown.ts';
import type { LeadScore } from './outcome.ts';

/** Brier score ÷ that of gradient boosting, river by river, and the geometric means of cold starts and of years. */
export function describeAgainstBoosting(runs: readonly ForwardFigures[]): string {
  const compared = runs.filter(({ byLead }) => byLead.some(({ score }) => score.ratioToBoosting !== null));
  if (compared.length === 0) return '';
  const rows = compared.map(({ test, byLead }) => ({ name: `${test.name} (${test.kind})`, kind: test.kind, byLead }));
  // A river on which nothing came compares one small false alarm with another: a mean with it says little.
  const flooded = rows.filter(({ byLead }) => byLead.some(({ score }) => score.passages > 0));
  const groups = [
    { name: 'geometric mean, weeks', of: rows.filter(({ kind }) => kind === 'weeks') },
    { name: 'geometric mean, weeks, rivers with floods', of: flooded.filter(({ kind }) => kind === 'weeks') },
    { name: 'geometric mean, years', of: rows.filter(({ kind }) => kind === 'years') },
  ].filter(({ of }) => of.length > 1);
  return `### Brier score ÷ that of gradient boosting

Below 1 is better than boosting; in brackets the 90 % interval from resampled weeks.

${table(
  ['river', ...LEADS_H.map((leadTimeH) => `${leadTimeH} h`)],
  [
    ...rows.map(({ name, byLead }) => [
      name,
      ...LEADS_H.map((leadTimeH) => {
        const score = byLead.find((each) => each.leadTimeH === leadTimeH)?.score;
        const interval = score?.ratioInterval;
        return `${shown(score?.ratioToBoosting)}${interval ? ` [${interval.map((each) => shown(each)).join(', ')}]` : ''}`;
      }),
    ]),
    ...groups.map(({ name, of }) => [
      `**${name}**`,
      ...LEADS_H.map(
        (leadTimeH) =>
          `**${shown(
            geometricMean(
              of.map(({ byLead }) => byLead),
              leadTimeH,
            ),
          )}**`,
      ),
    ]),
  ],
)}`;
}

/** Over the rivers on which both lost anything at all. */
function geometricMean(rivers: readonly (readonly LeadScore[])[], leadTimeH: number): number {
  const ratios = rivers.flatMap((byLead) => {
    const ratio = byLead.find((each) => each.leadTimeH === leadTimeH)?.score.ratioToBoosting;
    return ratio && Number.isFinite(ratio) ? [ratio] : [];
  });
  return Math.exp(ratios.reduce((sum, each) => sum + Math.log(each), 0) / ratios.length);
}
