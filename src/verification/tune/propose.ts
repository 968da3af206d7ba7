import type { Outcome } from './outcome.ts';
import type { TuningRow, TuningTable } from './tune.ts';

/** What a town wants of a policy. */
export type Goal =
  /** Fewer false alarms than the policy in force at no lower POD, or as many at a higher one. */
  | { kind: 'fewer-false-alarms' }
  /** The fewest misses for at most so many false alarms a year. */
  | { kind: 'false-alarm-budget'; perYear: number }
  /** Raise where acting costs less than it saves: p* = cost / loss. */
  | { kind: 'cost-loss'; costLoss: number };

export const goalKinds = ['fewer-false-alarms', 'false-alarm-budget', 'cost-loss'] as const;

export type Proposal =
  | { kind: 'change'; row: TuningRow }
  | { kind: 'no-change'; because: 'too-few-floods' | 'nothing-better' | 'budget-too-small' };

/** With fewer storms nothing can be learned about a policy, however many marks each of them passed. */
const FEWEST_STORMS = 5;
/** An alert that never ends warns of every flood, and is never called false: one that stands for longer, flood for flood, is not worth it. */
const LONGEST_IDLE_H = 24;

/** Picks one candidate by the floods to choose by, or says that none can be recommended. The report is not looked at. */
export function propose({ rows, current }: Pick<TuningTable, 'rows' | 'current'>, goal: Goal): Proposal {
  const now = current.choose;
  if ((now.pooled.storms ?? now.pooled.floods) < FEWEST_STORMS) return { kind: 'no-change', because: 'too-few-floods' };
  if (goal.kind === 'fewer-false-alarms') {
    const better = rows.filter(
      ({ choose: { own, pooled }, podNoLower }) =>
        podNoLower &&
        isBetter(pooled, now.pooled) &&
        !isIdle(pooled, now.pooled) &&
        own.falseAlarms <= now.own.falseAlarms &&
        own.hits >= now.own.hits,
    );
    // Of these the one with the fewest errors of both kinds for its hits: the fewest false alarms alone would sit on the edge.
    return pick(better, ({ pooled }) => [-(pooled.csi ?? 0), -(pooled.medianLeadH ?? 0)], 'nothing-better');
  }
  if (goal.kind === 'false-alarm-budget') {
    const affordable = rows.filter(
      ({ choose: { own } }) => own.falseAlarmsPerYear !== null && own.falseAlarmsPerYear <= goal.perYear,
    );
    return pick(
      affordable.filter(({ choose: { pooled } }) => !isIdle(pooled, now.pooled)),
      ({ pooled }) => [pooled.misses, pooled.falseAlarms, -(pooled.medianLeadH ?? 0)],
      affordable.length === 0 ? 'budget-too-small' : 'nothing-better',
    );
  }
  const distance = ({ candidate }: TuningRow): number => Math.abs(candidate.raiseAt - goal.costLoss);
  const nearest = Math.min(...rows.map(distance));
  const fitting = rows.filter((row) => distance(row) <= nearest + 1e-9);
  const { costLoss } = goal;
  return pick(
    fitting,
    // What it costs, in units of the loss: every alert the measure, every miss the loss.
    ({ pooled }) => [costLoss * (pooled.hits + pooled.falseAlarms) + pooled.misses],
    'nothing-better',
  );
}

/**
 * In alert over low water for longer than the rule in force, and than a day for each flood and each false alarm: those are counted, and weighed
 * against it, already.
 */
function isIdle({ idleHours = 0, falseAlarms }: Outcome, { idleHours: now = 0, floods }: Outcome): boolean {
  return idleHours > Math.max(now, LONGEST_IDLE_H * (floods + falseAlarms));
}

/** A rule that gives no false alarm can only be made better by the floods that it misses. */
function isBetter(own: Outcome, other: Outcome): boolean {
  return own.falseAlarms < other.falseAlarms || (own.falseAlarms === other.falseAlarms && own.hits > other.hits);
}

/** The best by the costs given, the first deciding, the next where it is equal. */
function pick(
  rows: readonly TuningRow[],
  costs: (outcomes: TuningRow['choose']) => readonly number[],
  because: Extract<Proposal, { kind: 'no-change' }>['because'],
): Proposal {
  const [best] = rows.toSorted((a, b) => {
    const [own, its] = [costs(a.choose), costs(b.choose)];
    return own.map((cost, index) => cost - its[index]!).find((each) => Math.abs(each) > 1e-9) ?? 0;
  });
  return best ? { kind: 'change', row: best } : { kind: 'no-change', because };
}
