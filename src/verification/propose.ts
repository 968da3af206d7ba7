import type { Candidate } from './candidate.ts';
import { scoreContingency } from './contingency.ts';
import { drawFloods, standardError } from './intervals.ts';
import { type Tallies, totalOf } from './storms.ts';
import type { TuningRow, TuningTable } from './tune.ts';

/** What a town wants of a policy. */
export type Goal =
  /** Fewer false alarms than the policy in force, at no lower POD. */
  | { kind: 'fewer-false-alarms' }
  /** The fewest misses for at most so many false alarms a year. */
  | { kind: 'false-alarm-budget'; perYear: number }
  /** Raise where acting costs less than it saves: p* = cost / loss. */
  | { kind: 'cost-loss'; costLoss: number };

export type Proposal =
  | { kind: 'change'; row: TuningRow }
  | { kind: 'no-change'; because: 'too-few-floods' | 'nothing-better' | 'budget-too-small' };

/** With fewer floods, lower marks included, nothing can be learned about a policy. */
const FEWEST_FLOODS = 5;

/** Picks one candidate, or says that none can be recommended. */
export function propose({ rows, current }: TuningTable, goal: Goal): Proposal {
  if (current.pooled.floods < FEWEST_FLOODS) return { kind: 'no-change', because: 'too-few-floods' };
  if (goal.kind === 'fewer-false-alarms') {
    const better = rows.filter(
      ({ own, pooled, storms }) =>
        pooled.falseAlarms < current.pooled.falseAlarms &&
        own.falseAlarms <= current.own.falseAlarms &&
        own.hits >= current.own.hits &&
        isNoWorse(storms, current.storms),
    );
    // Of these the one with the fewest errors of both kinds for its hits: the fewest false alarms alone would sit on the edge.
    return chosen(better, ({ pooled }) => [-(pooled.csi ?? 0), -(pooled.medianLeadH ?? 0)], 'nothing-better');
  }
  if (goal.kind === 'false-alarm-budget') {
    const affordable = rows.filter((row) => row.own.falseAlarmsPerYear <= goal.perYear);
    return chosen(
      affordable,
      (row) => [row.pooled.misses, -(row.pooled.medianLeadH ?? 0), row.pooled.falseAlarms],
      'budget-too-small',
    );
  }
  const fitting = rows.filter(({ candidate }) => isNear(candidate, goal.costLoss, rows));
  return chosen(fitting, (row) => [row.pooled.misses + row.pooled.falseAlarms], 'nothing-better');
}

/** The candidates whose raise threshold lies nearest to p*. */
function isNear({ raiseAt }: Candidate, costLoss: number, rows: readonly TuningRow[]): boolean {
  const nearest = Math.min(...rows.map(({ candidate }) => Math.abs(candidate.raiseAt - costLoss)));
  return Math.abs(raiseAt - costLoss) <= nearest + 1e-9;
}

/**
 * The POD is no lower than that of the other, by one standard error of the difference on the same storms: with few floods a
 * lucky candidate must not win by chance (one-standard-error rule).
 */
function isNoWorse(own: Tallies, other: Tallies): boolean {
  const names = [...new Set([...own.keys(), ...other.keys()])];
  const difference = (drawn: readonly string[]): number | null => {
    const [mine, its] = [own, other].map((tallies) => {
      return scoreContingency(totalOf(drawn.flatMap((name) => tallies.get(name) ?? []))).pod;
    });
    return mine == null || its == null ? null : mine - its;
  };
  const all = difference(names);
  const error = standardError(drawFloods(names, difference, 1));
  return all !== null && error !== null && all - error >= -1e-9;
}

/** The best by the costs given, the first deciding, the next where it is equal. */
function chosen(
  rows: readonly TuningRow[],
  costs: (row: TuningRow) => readonly number[],
  because: Extract<Proposal, { kind: 'no-change' }>['because'],
): Proposal {
  const [best] = rows.toSorted((a, b) => {
    const [own, its] = [costs(a), costs(b)];
    return own.map((cost, index) => cost - its[index]!).find((each) => Math.abs(each) > 1e-9) ?? 0;
  });
  return best ? { kind: 'change', row: best } : { kind: 'no-change', because };
}
