import type { LeadScore } from './outcome.ts';

const HEAD = [
  'lead h',
  'issue times / passages / floods',
  'Brier',
  'BSS against persistence',
  '÷ boosting',
  '÷ rate of rise',
  '÷ logistic',
  '÷ k-NN',
  'log score',
  'CRPS m',
  'below / above the fan',
  'before / after the window',
  'slope',
  'came true where ≥ .9',
  'hit / miss / false at .5',
  'median lead h',
];

/** All scores, a line a lead time. */
export function scoreTable(byLead: readonly LeadScore[]): string {
  return table(
    HEAD,
    byLead.map(({ leadTimeH, score }) => {
      const { brier, events } = score;
      return [
        `${leadTimeH}`,
        `${score.moments} / ${score.passages} / ${score.floods}`,
        brier['ours']!.toFixed(5),
        score.bssInterval === null
          ? score.bss.toFixed(2)
          : `${score.bss.toFixed(2)} [${score.bssInterval.map((each) => each.toFixed(2)).join(', ')}]`,
        ratio(score.ratioToBoosting, score.ratioInterval),
        ...['rate of rise', 'logistic', 'k-NN'].map((name) =>
          ratio(brier[name] === undefined ? null : brier['ours']! / brier[name], null),
        ),
        score.logScore.toFixed(4),
        score.crpsM.toFixed(3),
        `${shown(score.outsideFan.below)} / ${shown(score.outsideFan.above)}`,
        `${shown(score.outsideWindow.before)} / ${shown(score.outsideWindow.after)} of ${score.outsideWindow.cases}`,
        score.reliabilitySlope?.toFixed(2) ?? '–',
        score.surest.share === null ? '–' : `${score.surest.share.toFixed(2)} of ${score.surest.cases}`,
        `${events.hits} / ${events.misses} / ${events.falseAlarms}`,
        events.medianLeadH?.toFixed(1) ?? '–',
      ];
    }),
  );
}

/** A Markdown table, with an empty line after it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}\n`;
}

/** @example two decimals: shown(0.456) // '0.46', shown(null) // '–' */
export function shown(value: number | null | undefined, digits = 2): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}

function ratio(value: number | null, interval: readonly [number, number] | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return `${value.toFixed(2)}${interval === null ? '' : ` [${interval.map((each) => each.toFixed(2)).join(', ')}]`}`;
}
