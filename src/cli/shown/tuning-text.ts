import { iso } from '../../lib/units.ts';
import type { Candidate } from '../../verification/tune/candidate.ts';
import type { Outcome } from '../../verification/tune/outcome.ts';
import type { Goal, Proposal } from '../../verification/tune/propose.ts';
import type { TuningRow } from '../../verification/tune/tune.ts';
import type { GaugeTuning } from '../../verification/tune/tune-gauge.ts';

const SHOWN = 12;

export interface TuningTextOptions {
  name: string;
  goal: Goal;
  all: boolean;
  /** `forecasts`: `null` where they were kept from before. */
  seconds: { forecasts: number | null; tuning: number };
}

/** The tuning of one rule for a terminal of 130 columns. */
export function tuningText(tuning: GaugeTuning, proposal: Proposal, options: TuningTextOptions): string[] {
  const { split, level, markM, lowerMarksM, current, references, rows } = tuning;
  const best = rows.toSorted((a, b) => (b.choose.pooled.csi ?? 0) - (a.choose.pooled.csi ?? 0));
  const day = (at: number) => iso(at).slice(0, 10);
  const line = (name: string, { candidate }: TuningRow, outcome: Outcome) =>
    `${name.padEnd(10)}${candidateText(candidate)}  ${outcomeText(outcome)}`;
  const { forecasts, tuning: seconds } = options.seconds;
  return [
    `${options.name}: level ${level}, mark ${markM} m`,
    `fit until ${day(split.fitUntil)}  |  choose until ${day(split.chooseUntil)}: ${current.choose.own.floods} floods  |  report until ${day(split.until)}: ${current.report.own.floods} floods`,
    lowerMarksM.length > 0
      ? `Few floods of its own: chosen on ${lowerMarksM.join(' m, ')} m as well, ${current.choose.pooled.floods} floods in all (one storm counts once in the intervals).`
      : 'Chosen on its own floods.',
    '',
    'TO CHOOSE BY (all marks together; 90 % intervals by drawing whole storms anew)',
    heading,
    line('in force', current, current.choose.pooled),
    line('fixed', references.fixed, references.fixed.choose.pooled),
    line('observed', references.observed, references.observed.choose.pooled),
    ...best.slice(0, options.all ? best.length : SHOWN).map((each) => line('', each, each.choose.pooled)),
    '',
    ...proposalText(proposal, options.goal),
    ...(proposal.kind === 'change' ? reportText(tuning, proposal.row) : []),
    '',
    `${forecasts === null ? 'forecasts kept from before' : `forecasts ${Math.round(forecasts)} s`}, ${rows.length} candidates in ${seconds.toFixed(1)} s`,
  ];
}

const heading = `${''.padEnd(10)}raise  lower  votes  lead   floods hit miss false  POD               FAR               CSI   alerts/y  lead h: median, worst`;

function candidateText({ raiseAt, lowerAt, k, n, leadTimeH }: Candidate): string {
  const chance = (value: number) => (value > 1 ? '–' : value.toFixed(2)).padEnd(7);
  return `${chance(raiseAt)}${chance(lowerAt)}${`${k} of ${n}`.padEnd(7)}${`${leadTimeH} h`.padEnd(5)}`;
}

function outcomeText({ intervals, ...outcome }: Outcome): string {
  const number = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  const spread = (interval: readonly [number, number] | null) =>
    interval === null ? '' : ` [${interval.map((each) => each.toFixed(2)).join(', ')}]`;
  return [
    String(outcome.floods).padStart(6),
    String(outcome.hits).padStart(4),
    String(outcome.misses).padStart(5),
    String(outcome.falseAlarms).padStart(6),
    '  ',
    `${number(outcome.pod)}${spread(intervals.pod)}`.padEnd(18),
    `${number(outcome.far)}${spread(intervals.far)}`.padEnd(18),
    number(outcome.csi).padEnd(6),
    (outcome.alertsPerYear?.toFixed(1) ?? '–').padEnd(10),
    `${number(outcome.medianLeadH)}, ${number(outcome.worstLeadH)}`,
  ].join('');
}

function proposalText(proposal: Proposal, goal: Goal): string[] {
  const asked =
    goal.kind === 'fewer-false-alarms'
      ? 'fewer false alarms than the policy in force at no lower POD, or as many at a higher one'
      : goal.kind === 'false-alarm-budget'
        ? `the fewest misses for at most ${goal.perYear} false alarms a year`
        : `p* = C/L = ${goal.costLoss}`;
  if (proposal.kind === 'change') return [`PROPOSED (${asked}): ${candidateText(proposal.row.candidate)}`];
  const why = {
    'too-few-floods': 'there are too few storms to learn from',
    'nothing-better': 'no candidate is better for certain on these floods',
    'budget-too-small': 'every candidate gives more false alarms than that',
  };
  return [`NO CHANGE CAN BE RECOMMENDED (${asked}): ${why[proposal.because]}.`];
}

/** On the floods that were not used to choose it: its own mark first, then the lower ones with it. */
function reportText({ references, current, lowerMarksM, level }: GaugeTuning, chosen: TuningRow): string[] {
  const rows: [string, TuningRow][] = [
    ['proposed', chosen],
    ['in force', current],
    ['fixed', references.fixed],
    ['observed', references.observed],
  ];
  const table = (of: 'own' | 'pooled') =>
    rows.map(([name, row]) => `${name.padEnd(10)}${candidateText(row.candidate)}  ${outcomeText(row.report[of])}`);
  const own = chosen.report.own;
  const unknown =
    own.unknown === null || own.storms === undefined
      ? []
      : [
          `No flood missed in ${own.storms} ${own.storms === 1 ? 'storm' : 'storms'} does not mean that none will be: in up to ${Math.round(own.unknown.exactly * 100)} % of storms one still may be (3/n says ${Math.round(own.unknown.roughly * 100)} %).`,
        ];
  return [
    '',
    `TO REPORT ON: floods that were not used to choose, at the mark of ${level}`,
    heading,
    ...table('own'),
    ...(lowerMarksM.length > 0 ? ['with the lower marks:', ...table('pooled')] : []),
    ...unknown,
  ];
}
