import { rank } from '../../territory/alert-level.ts';
import type { ChanceView } from './chance-view.ts';
import { type Doubtful, isInDoubt } from './in-doubt.ts';

/** So many are taken in at one look. */
const TOGETHER = 5;
/** Of more of them. */
const FIRST = 3;

type Watched = Doubtful & {
  chances: readonly Pick<ChanceView, 'level' | 'passed' | 'probability'>[];
  notSeenSince: unknown;
};

/**
 * Of many gauges those that stand highest, by the mark reached and the chance of the next; and whose number is in doubt, but for those of which
 * it is told elsewhere that they are not seen.
 */
export function foremostGauges<Gauge extends Watched>(
  gauges: readonly Gauge[],
): { first: readonly Gauge[]; others: readonly Gauge[] } {
  if (gauges.length <= TOGETHER) return { first: gauges, others: [] };
  const sorted = gauges.toSorted((a, b) => heightOf(b) - heightOf(a));
  const isFirst = (gauge: Gauge, index: number) =>
    index < FIRST || (isInDoubt(gauge) && gauge.notSeenSince === undefined);
  const others = sorted.filter((gauge, index) => !isFirst(gauge, index));
  return others.length > 1 ? { first: sorted.filter(isFirst), others } : { first: sorted, others: [] };
}

/** @example heightOf: `act` reached and `danger` at 0.4 is 2.4 */
function heightOf({ chances }: Watched): number {
  const reached = Math.max(0, ...chances.map(({ level, passed }) => (passed ? rank(level) : 0)));
  const next = chances.find(({ level }) => rank(level) === reached + 1)?.probability ?? 0;
  return reached + next;
}
