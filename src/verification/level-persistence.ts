import type { Series } from '../forecast/observed/series.ts';
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
  const times = Float64Array.from(rows, ({ at }) => at);
  const stages = Float64Array.from(rows, ({ stageM }) => stageM);
  const rises = Float64Array.from(rows, ({ riseM }) => riseM);
  return (at, stageM, gapM) => {
    const level = partitionPoint(stages.length, (index) => stages[index]! < stageM);
    let [left, right, count, rose] = [level - 1, level, 0, 0];
    while (count < NEIGHBOURS && (left >= 0 || right < stages.length)) {
      const isBelow = left >= 0 && !(right < stages.length && stageM - stages[left]! > stages[right]! - stageM);
      const row = isBelow ? left-- : right++;
      if (Math.abs(times[row]! - at) < APART_MS) continue;
      count += 1;
      if (rises[row]! >= gapM) rose += 1;
    }
    return count < LEAST ? null : rose / count;
  };
}

function hourlyRises({ times, values }: Series, leadTimeH: number): { at: Instant; stageM: number; riseM: number }[] {
  const rows: { at: Instant; stageM: number; riseM: number }[] = [];
  const last = times.at(-1) ?? 0;
  const highestOf = movingHighest(values);
  let [next, until, seenFrom] = [0, 0, 0];
  for (let index = 0; index < times.length; index++) {
    const at = times[index]!;
    if (at < next) continue;
    const end = at + leadTimeH * HOUR_MS;
    if (end > last) break;
    next = at + HOUR_MS;
    for (; times[until]! <= end; until++) if (times[until]! - times[until - 1]! > BRIDGE_MS) seenFrom = until;
    // A rise would have been seen where it was as dark as a window may be of which the service says that nothing came (`passedWithin`).
    const isSeen = seenFrom <= index && end - times[until - 1]! <= mostDarkMs(leadTimeH);
    if (until - index < 2 || !isSeen) continue;
    const stageM = values[index]!;
    rows.push({ at, stageM, riseM: highestOf(index + 1, until) - stageM });
  }
  return rows;
}

/**
 * The highest of values from one number to before another; both only ever move on. Of windows of a day a minute apart each value is looked at
 * once, not a thousand times.
 */
function movingHighest(values: Float64Array): (from: number, to: number) => number {
  // By number: each is higher than all that come after it.
  const crests = new Int32Array(values.length);
  let [first, end, known] = [0, 0, 0];
  return (from, to) => {
    for (; known < to; known++) {
      while (end > first && values[crests[end - 1]!]! <= values[known]!) end -= 1;
      crests[end++] = known;
    }
    while (crests[first]! < from) first += 1;
    return values[crests[first]!]!;
  };
}
