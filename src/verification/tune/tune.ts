import type { Policy, Rule } from '../../policy/policy.ts';
import { type Candidate, candidateOf, fixedReference, observedOnly, policyAtMark, policyWith } from './candidate.ts';
import {
  type GaugePast,
  idleHours,
  type Judged,
  judgePolicy,
  type Part,
  seenFloods,
  seenYears,
  within,
} from './judge-policy.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { podIsNoLower } from './pod-is-no-lower.ts';
import { stormNamer, type Tallies, tallyStorms } from './storms.ts';

/** With fewer floods at its own mark a policy is chosen on lower marks as well. */
const ENOUGH_FLOODS = 30;
/** No more lower marks than these: far below, the river behaves differently. */
const MOST_LOWER_MARKS = 3;

export interface TuningTask {
  past: GaugePast;
  policy: Policy;
  /** The rule that is tuned. */
  rule: Rule;
  candidates: readonly Candidate[];
  /** Where the policy is chosen, and where the choice is judged: no flood belongs to both. */
  choose: Part;
  report: Part;
}

/** At the rule's own mark, and at it and the lower marks together. */
export interface Outcomes {
  own: Outcome;
  pooled: Outcome;
}

export interface TuningRow {
  candidate: Candidate;
  choose: Outcomes;
  report: Outcomes;
  /** On the floods to choose by, lower marks included, its POD is not below that of the policy in force. */
  podNoLower: boolean;
}

/** Plain data: it can be stored as JSON. */
export interface TuningTable {
  /** Lower marks from which strength was borrowed, highest first; none where the own floods are enough. */
  lowerMarksM: readonly number[];
  rows: readonly TuningRow[];
  current: TuningRow;
  /** A chance of one half, twice in three; and raising on an observed passage alone. */
  references: { fixed: TuningRow; observed: TuningRow };
}

/** Replays every candidate through the years. Seconds, since no forecast is made anew. */
export function tune(task: TuningTask, onProgress: (done: number) => void = () => {}): TuningTable {
  const { past, rule } = task;
  const lowerMarksM = borrowedMarks(past, rule, task.choose);
  const stormOf = stormNamer(past.floodsAt(lowerMarksM.at(-1) ?? rule.markM));
  const years = { choose: seenYears(past, task.choose), report: seenYears(past, task.report) };
  const judge = (candidate: Candidate) => {
    const all = judgeAll(task, candidate, lowerMarksM);
    const marksM = [rule.markM, ...lowerMarksM];
    const of = (part: 'choose' | 'report') => {
      const idle = ({ episodes }: Judged, mark: number) => idleHours(past, marksM[mark]!, episodes, task[part]);
      const own = all.map((each, mark) => ({ ...within(each, task[part]), idle: idle(each, mark) }));
      return outcomesIn(own, years[part], stormOf);
    };
    return { candidate: candidateOf(candidate), choose: of('choose'), report: of('report') };
  };
  const current = judge(rule);
  const row = (judged: ReturnType<typeof judge>): TuningRow => ({
    candidate: judged.candidate,
    choose: judged.choose.outcomes,
    report: judged.report.outcomes,
    podNoLower: podIsNoLower(judged.choose.storms, current.choose.storms),
  });
  const rows = task.candidates.map((candidate, index) => {
    onProgress(index);
    return row(judge(candidate));
  });
  const references = {
    fixed: row(judge(fixedReference(rule.leadTimeH))),
    observed: row(judge(observedOnly(rule.leadTimeH))),
  };
  return { lowerMarksM, rows, current: row(current), references };
}

/** The candidate at its own mark, beside the other rules; then alone at each lower mark. */
function judgeAll({ past, policy, rule }: TuningTask, candidate: Candidate, lowerMarksM: readonly number[]): Judged[] {
  const tuned = { ...rule, ...candidate };
  return [
    judgePolicy(past, policyWith(policy, rule, candidate), tuned),
    ...lowerMarksM.map((markM) => judgePolicy(past, policyAtMark(policy, rule, candidate, markM), { ...tuned, markM })),
  ];
}

function outcomesIn(
  [own, ...lower]: readonly (Judged & { idle: number })[],
  years: number,
  stormOf: (at: number) => string,
): { outcomes: Outcomes; storms: Tallies } {
  let storms = tallyStorms(own!.match, stormOf);
  const ownOutcome = outcomeOf(storms, { count: own!.episodes.length, idleHours: own!.idle }, years);
  if (lower.length === 0) return { outcomes: { own: ownOutcome, pooled: ownOutcome }, storms };
  const alerts = { count: own!.episodes.length, idleHours: own!.idle };
  for (const each of lower) {
    storms = tallyStorms(each.match, stormOf, storms);
    alerts.count += each.episodes.length;
    alerts.idleHours += each.idle;
  }
  return { outcomes: { own: ownOutcome, pooled: outcomeOf(storms, alerts, years) }, storms };
}

/** The nearest lower marks of the hindcast, highest first, until there are enough floods. */
function borrowedMarks(past: GaugePast, rule: Rule, part: Part): number[] {
  const marks: number[] = [];
  let floods = seenFloods(past, rule.markM, part).length;
  for (const markM of past.hindcast.marksM.toReversed()) {
    if (markM >= rule.markM - 1e-6 || floods >= ENOUGH_FLOODS || marks.length === MOST_LOWER_MARKS) continue;
    marks.push(markM);
    floods += seenFloods(past, markM, part).length;
  }
  return marks;
}
