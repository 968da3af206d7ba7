import type { PassageWindow } from '../forecast/ensemble/passage-window.ts';
import type { Instant } from '../lib/clock.ts';
import type { ZeroShift } from '../reading/quality/zero-shift.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import { type Assessment, type LevelChance, standingRead } from './assessment.ts';
import { findRule, type Policy, type Rule } from './policy.ts';

export type Reason =
  /** The water stands at or above the mark, by an accepted reading. */
  | {
      because: 'observed-passage';
      stageM: number;
      observedAt: Instant;
      markM: number;
      /** Read at the painted gauge, and not measured by the sensor. */
      byPerson?: true;
    }
  | {
      because: 'chance-high' | 'chance-between' | 'chance-low';
      probability: number;
      raiseAt: number;
      lowerAt: number;
      markM: number;
      leadTimeH: number;
      passage: PassageWindow | null;
    }
  | { because: 'no-forecast'; markM: number }
  /** `clockOffMs`: its sensor speaks by a clock that is so far ahead, or behind where it is negative. */
  | { because: 'not-seen'; since: Instant | null; clockOffMs?: number }
  /** What the gauge shows may be too low. */
  | ({ because: 'zero-shift' } & ZeroShift);

export interface Verdict {
  kind: 'raise' | 'hold' | 'lower';
  reason: Reason;
}

/** The judgement of one moment at one gauge of one commune: one verdict a level, each with its reason. */
export interface Decision {
  assessment: Assessment;
  policyVersion: number;
  verdicts: Readonly<Partial<Record<RaisedLevel, Verdict>>>;
}

/**
 * Judges one moment without memory. Pure, total, and monotone: a higher probability never turns a raise into a hold nor a
 * hold into a lower. Silence is never `lower`, nor is what a person read, nor what a gauge shows whose zero may have changed.
 *
 * @example with raiseAt .5 and lowerAt .3: probability .6 → raise, .4 → hold, .2 → lower; .2 with the stage at the mark → raise
 */
export function decide(policy: Policy, assessment: Assessment): Decision {
  const verdicts: Partial<Record<RaisedLevel, Verdict>> = {};
  for (const level of raisedLevels) {
    const rule = findRule(policy, { ...assessment, level });
    if (rule) verdicts[level] = judge(rule, assessment);
  }
  return { assessment, policyVersion: policy.version, verdicts };
}

function judge(rule: Rule, assessment: Assessment): Verdict {
  const { sight, chances } = assessment;
  const standing = standingRead(assessment);
  if (standing && standing.stageM >= rule.markM) {
    const { stageM, observedAt } = standing;
    return {
      kind: 'raise',
      reason: { because: 'observed-passage', stageM, observedAt, markM: rule.markM, byPerson: true },
    };
  }
  if (sight.kind === 'seen' && sight.stageM >= rule.markM) {
    const { stageM, observedAt } = sight;
    return { kind: 'raise', reason: { because: 'observed-passage', stageM, observedAt, markM: rule.markM } };
  }
  const chance = chances.find((each) => each.level === rule.level);
  // What is no number is below no threshold, and lowers nothing.
  if (chance?.probability == null || Number.isNaN(chance.probability)) {
    return sight.kind === 'not-seen'
      ? { kind: 'hold', reason: { because: 'not-seen', since: sight.since } }
      : { kind: 'hold', reason: { because: 'no-forecast', markM: rule.markM } };
  }
  // What a person read is newer than what the sensor showed: until it shows something again, nothing is lowered by it.
  const verdict = judgeChance(rule, chance, chance.probability, sight.kind === 'seen' && !standing);
  const { zeroShift } = assessment;
  return zeroShift && verdict.kind === 'lower'
    ? { kind: 'hold', reason: { because: 'zero-shift', ...zeroShift } }
    : verdict;
}

function judgeChance(rule: Rule, chance: LevelChance, probability: number, seen: boolean): Verdict {
  const { raiseAt, lowerAt, markM, leadTimeH } = rule;
  const numbers = { probability, raiseAt, lowerAt, markM, leadTimeH, passage: chance.passage };
  if (probability >= raiseAt) return { kind: 'raise', reason: { because: 'chance-high', ...numbers } };
  if (probability >= lowerAt || !seen) return { kind: 'hold', reason: { because: 'chance-between', ...numbers } };
  return { kind: 'lower', reason: { because: 'chance-low', ...numbers } };
}
