import type { Policy, Rule } from '../policy/policy.ts';
import { type Candidate, policyAtMark, policyWith } from './candidate.ts';
import { type GaugePast, type Judged, judgePolicy, type Part, seenFloods, seenYears, within } from './judge-policy.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
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
  /** Where the policy is chosen. What is reported is judged elsewhere. */
  choose: Part;
}

export interface TuningRow {
  candidate: Candidate;
  /** At the rule's own mark. */
  own: Outcome;
  /** At its own and the lower marks together: what is chosen on. */
  pooled: Outcome;
  /** By storm, for comparing two candidates on the same storms. */
  storms: Tallies;
}

export interface TuningTable {
  /** Lower marks from which strength was borrowed; none where the own floods are enough. */
  lowerMarksM: readonly number[];
  rows: readonly TuningRow[];
  current: TuningRow;
}

/** Replays every candidate over the years in which a policy is chosen. Seconds, since no forecast is made anew. */
export function tune(task: TuningTask, onProgress: (done: number) => void = () => {}): TuningTable {
  const judge = createJudge(task, task.choose);
  const rows = task.candidates.map((candidate, index) => {
    onProgress(index);
    return judge.row(candidate);
  });
  return { lowerMarksM: judge.lowerMarksM, rows, current: judge.row(task.rule) };
}

/** Judges single candidates on one part of the years. */
export function createJudge(
  { past, policy, rule }: Omit<TuningTask, 'choose' | 'candidates'>,
  part: Part,
): { lowerMarksM: readonly number[]; row(candidate: Candidate): TuningRow } {
  const lowerMarksM = borrowedMarks(past, rule, part);
  const stormOf = stormNamer(past.floodsAt(lowerMarksM.at(-1) ?? rule.markM));
  const years = seenYears(past, part);
  return {
    lowerMarksM,
    row(candidate) {
      const tuned = { ...rule, ...candidate };
      const own = within(judgePolicy(past, policyWith(policy, rule, candidate), tuned), part);
      let storms = tallyStorms(own.match, stormOf);
      const ownOutcome = outcomeOf(storms, own.episodes.length, years);
      if (lowerMarksM.length === 0) return { candidate, own: ownOutcome, pooled: ownOutcome, storms };
      let episodes = own.episodes.length;
      for (const markM of lowerMarksM) {
        const lower: Judged = within(
          judgePolicy(past, policyAtMark(policy, rule, candidate, markM), { ...tuned, markM }),
          part,
        );
        storms = tallyStorms(lower.match, stormOf, storms);
        episodes += lower.episodes.length;
      }
      return { candidate, own: ownOutcome, pooled: outcomeOf(storms, episodes, years), storms };
    },
  };
}

/** The nearest lower marks of the hindcast, highest first, until there are enough floods. */
export function borrowedMarks(past: GaugePast, rule: Rule, part: Part): number[] {
  const marks: number[] = [];
  let floods = seenFloods(past, rule.markM, part).length;
  for (const markM of past.hindcast.marksM.toReversed()) {
    if (markM >= rule.markM - 1e-6 || floods >= ENOUGH_FLOODS || marks.length === MOST_LOWER_MARKS) continue;
    marks.push(markM);
    floods += seenFloods(past, markM, part).length;
  }
  return marks;
}
