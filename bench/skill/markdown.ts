import type { Score } from './scores.ts';
import type { SkillTest } from './tests.ts';

export interface TestResult {
  test: SkillTest;
  byLead: { leadTimeH: number; score: Score }[];
  fitSeconds: readonly number[];
  forecastMs: number;
}

/** One table a test. */
export function markdown(results: readonly TestResult[]): string {
  return results.map(table).join('\n');
}

function table({ test, byLead, fitSeconds, forecastMs }: TestResult): string {
  const rows = byLead.map(({ leadTimeH, score }) => {
    const { brier, events } = score;
    const cells = [
      `${leadTimeH}`,
      `${score.cases} / ${score.passages} / ${score.floods}`,
      brier['ours']!.toFixed(5),
      `${score.bss.toFixed(2)} [${score.bssInterval.map((each) => each.toFixed(2)).join(', ')}]`,
      ratio(score.ratioToBoosting, score.ratioInterval),
      ...['rate of rise', 'logistic', 'k-NN'].map((name) =>
        ratio(brier[name] === undefined ? null : brier['ours']! / brier[name], null),
      ),
      score.logScore.toFixed(4),
      score.crpsM.toFixed(3),
      score.reliabilitySlope?.toFixed(2) ?? '–',
      score.surest.share === null ? '–' : `${score.surest.share.toFixed(2)} of ${score.surest.cases}`,
      `${events.hits} / ${events.misses} / ${events.falseAlarms}`,
      events.medianLeadH?.toFixed(1) ?? '–',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const fits = fitSeconds.map((each) => each.toFixed(0)).join(', ');
  return `### ${test.name}

Fitted on what was known by ${test.fitUntil}${test.kind === 'weeks' ? ' and on the prior without its group' : ', its own record only'}; fits took ${fits} s, a forecast ${forecastMs.toFixed(2)} ms.

| lead h | cases / passages / floods | Brier | BSS against persistence | ÷ boosting | ÷ rate of rise | ÷ logistic | ÷ k-NN | log score | CRPS m | slope | came true where ≥ .9 | hit / miss / false at .5 | median lead h |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function ratio(value: number | null, interval: readonly [number, number] | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return `${value.toFixed(2)}${interval === null ? '' : ` [${interval.map((each) => each.toFixed(2)).join(', ')}]`}`;
}
