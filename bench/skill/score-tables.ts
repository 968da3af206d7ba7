import { scoreContingency } from '../../src/verification/contingency.ts';
import type { AlarmEvents } from './alarm-events.ts';
import { ratio, shown, table } from './markdown.ts';
import type { LeadScore, MarkScore } from './outcome.ts';

/** All scores, alarms and reliability, a line a lead time. */
export function scoreTables(byLead: readonly LeadScore[]): string {
  return [scoreTable(byLead), alarmTable(byLead), reliabilityTable(byLead)].join('');
}

function scoreTable(byLead: readonly LeadScore[]): string {
  return table(
    [
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
    ],
    byLead.map(({ leadTimeH, score }) => {
      const { brier } = score;
      return [
        `${leadTimeH}`,
        `${score.moments} / ${score.passages} / ${score.floods}`,
        brier['ours']!.toFixed(5),
        ratio(score.bss, score.bssInterval),
        ratio(score.ratioToBoosting, score.ratioInterval),
        ...['rate of rise', 'logistic', 'k-NN'].map((name) =>
          ratio(brier[name] === undefined ? null : brier['ours']! / brier[name], null),
        ),
        score.logScore.toFixed(4),
        score.crpsM.toFixed(3),
        `${shown(score.outsideFan.below)} / ${shown(score.outsideFan.above)}`,
        `${shown(score.outsideWindow.before)} / ${shown(score.outsideWindow.after)} of ${score.outsideWindow.cases}`,
        shown(score.reliabilitySlope),
        score.surest.share === null ? '–' : `${score.surest.share.toFixed(2)} of ${score.surest.cases}`,
      ];
    }),
  );
}

const COUNTS = ['hit / miss / false', 'POD / FAR / CSI', 'median lead h'];

/** Alarms at one half, and where another year saw a flood at chances that the other years chose. */
function alarmTable(byLead: readonly LeadScore[]): string {
  const flooded = byLead.filter(({ score }) => score.floods > 0);
  if (flooded.length === 0) return '';
  const isChosen = flooded.some(({ chosen }) => chosen !== null);
  return table(
    [
      'alarms: lead h',
      ...COUNTS.map((each) => `at .5: ${each}`),
      ...(isChosen ? ['chosen on other years', ...COUNTS] : []),
    ],
    flooded.map(({ leadTimeH, score, chosen }) => [
      `${leadTimeH}`,
      ...counts(score.events),
      ...(chosen === null ? [] : [between(chosen.raiseAt), ...counts(chosen)]),
    ]),
  );
}

function counts(events: AlarmEvents): string[] {
  const { hits, misses, falseAlarms, medianLeadH } = events;
  return [`${hits} / ${misses} / ${falseAlarms}`, shares(events), shown(medianLeadH, 1)];
}

function shares(events: AlarmEvents): string {
  const { pod, far, csi } = scoreContingency(events);
  return [pod, far, csi].map((each) => shown(each)).join(' / ');
}

function between([lowest, highest]: readonly [number, number]): string {
  return lowest === highest ? `${lowest}` : `${lowest} to ${highest}`;
}

/** How much came true of what was stated, in bins. */
function reliabilityTable(byLead: readonly LeadScore[]): string {
  const bins = byLead[0]!.score.reliability.map(({ from }, index, all) => {
    const next = all[index + 1]?.from;
    return next === undefined ? `≥ ${from}` : `${from} to ${next}`;
  });
  return table(
    ['came true of what was stated at: lead h', ...bins],
    byLead.map(({ leadTimeH, score }) => [
      `${leadTimeH}`,
      ...score.reliability.map(({ cases, share }, index) =>
        share === null ? '–' : `${shown(share, index === 0 ? 4 : 2)} of ${cases}`,
      ),
    ]),
  );
}

/** The same, in short, for each mark. */
export function marksTable(byMark: readonly MarkScore[]): string {
  if (byMark.length === 0) return '';
  const isChosen = byMark.some(({ byLead }) => byLead.some(({ chosen }) => chosen !== null));
  const rows = byMark.flatMap(({ mark, byLead }) => byLead.map((each) => ({ mark, ...each })));
  return table(
    [
      'mark: lead h',
      'passages / floods',
      'Brier',
      'BSS against persistence',
      '÷ boosting',
      'log score',
      'CRPS m',
      'slope',
      'POD / FAR / CSI at .5',
      'median lead h',
      ...(isChosen ? ['POD / FAR / CSI chosen on other years', 'median lead h'] : []),
    ],
    rows.map(({ mark, leadTimeH, score, chosen }) => [
      `${mark}: ${leadTimeH}`,
      `${score.passages} / ${score.floods}`,
      score.brier['ours']!.toFixed(5),
      ratio(score.bss, score.bssInterval),
      ratio(score.ratioToBoosting, null),
      score.logScore.toFixed(4),
      score.crpsM.toFixed(3),
      shown(score.reliabilitySlope),
      shares(score.events),
      shown(score.events.medianLeadH, 1),
      ...(chosen === null ? [] : [shares(chosen), shown(chosen.medianLeadH, 1)]),
    ]),
  );
}
