import { countUntil, type Series } from '../forecast/observed/series.ts';
import type { Instant } from '../lib/clock.ts';
import { partitionPoint } from '../lib/partition-point.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import { BRIDGE_MS, mostDarkMs } from './match-events.ts';

/** So many hours of the record with the level nearest to the one now. */
const NEIGHBOURS = 300;
/** Hours nearer than this are left out: the reference may not know the flood that it is asked about. */
const APART_MS = 5 * DAY_MS;
const LEAST = 30;

/**
 * The reference that knows the level and nothing else: of the other hours of the record at about this level, the share in which
 * the water rose by `gapM` within the lead time. `null` where fewer than 30 such hours are known.
 *
 * @example of 300 hours at 1.2 m, in 30 the water rose by 0.8 m within 6 h → (at, 1.2, .8) gives .1
 */
export function levelPersistence(
  series: Series,
  leadTimeH: number,
): (at: Instant, stageM: number, gapM: number) => number | null {
  const rows = hourlyRises(series, leadTimeH).toSorted((a, b) => a.stageM - b.stageM);
  return (at, stageM, gapM) => {
    const level = partitionPoint(rows.length, (index) => rows[index]!.stageM < stageM);
    let [left, right, count, rose] = [level - 1, level, 0, 0];
    while (count < NEIGHBOURS && (left >= 0 || right < rows.length)) {
      const [below, above] = [rows[left], rows[right]];
      const takeBelow = below && (!above || stageM - below.stageM <= above.stageM - stageM);
      const row = takeBelow ? below : above!;
      if (takeBelow) left -= 1;
      else right += 1;
      if (Math.abs(row.at - at) < APART_MS) continue;
      count += 1;
      if (row.riseM >= gapM) rose += 1;
    }
    return count < LEAST ? null : rose / count;
  };
}

function hourlyRises({ times, values }: Series, leadTimeH: number): { at: Instant; stageM: number; riseM: number }[] {
  const rows: { at: Instant; stageM: number; riseM: number }[] = [];
  const last = times.at(-1) ?? 0;
  for (let index = 0, next = 0; index < times.length; index++) {
    const [at, stageM] = [times[index]!, values[index]!];
    const end = at + leadTimeH * HOUR_MS;
    if (at < next || end > last) continue;
    next = at + HOUR_MS;
    const until = countUntil({ times }, end);
    if (until - index < 2 || !isSeen(times, index, until, end)) continue;
    let highest = Number.NEGATIVE_INFINITY;
    for (let after = index + 1; after < until; after++) highest = Math.max(highest, values[after]!);
    rows.push({ at, stageM, riseM: highest - stageM });
  }
  return rows;
}

/** Whether a rise would have been seen: as dark as a window may be of which the service says that nothing came (`passedWithin`). */
function isSeen(times: Series['times'], first: number, until: number, end: Instant): boolean {
  for (let index = first + 1; index < until; index++) if (times[index]! - times[index - 1]! > BRIDGE_MS) return false;
  return end - times[until - 1]! <= mostDarkMs((end - times[first]!) / HOUR_MS);
}
