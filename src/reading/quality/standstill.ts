import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Point } from '../reading.ts';

/** A record in columns, oldest first. */
interface Columns {
  times: ArrayLike<Instant>;
  values: ArrayLike<number>;
}

export function columnsOf(readings: readonly Point[]): Columns {
  return { times: readings.map(({ observedAt }) => observedAt), values: readings.map(({ value }) => value) };
}

/** The rise before: in shares of the bankfull rise, and in the smallest steps by which the gauge moved in the hours before it stopped. */
const LEAST_RISE = 0.05;
const LEAST_STEPS = 10;
const STEPS_MS = 12 * HOUR_MS;
/** A step up in one reading is a gate or another zero, no rise. */
const MOST_AT_ONCE = 0.8;
/** So many readings repeat the value at which it stopped, and for so long at most it is held against what was before. */
const LEAST_REPEATS = 2;
const LONGEST_MS = 3 * HOUR_MS;
/** A gauge that has stood so after more than one of ten rises (and after the first ones of its record) does so by habit. */
const HABIT = { riseFor: 10, doubt: 10 };

/**
 * Where a gauge stopped amid a rise, by the last of its first `count` values: the index of the first value that it has repeated to the digit
 * since. `null` where it moves, or stands as a crest may. A crest is round: one that stands for a while has risen by no more than four of
 * the gauge's digits in as long before (a parabola); here it rose by ten or more.
 * @example every 10 min .02 higher, bankfull 1, up to .60 at 10:00, then .60 at 10:10, 10:20 and 10:30 → that of 10:00: .06 in half an
 * hour before; at 10:20 `null`: .04
 */
export function stoppedAt(
  { times, values }: Columns,
  count: number,
  bankfullRise: number,
  leastRise = LEAST_RISE,
): number | null {
  const newest = count - 1;
  let stop = newest;
  while (stop > 0 && values[stop - 1] === values[newest]) stop--;
  if (stop < 1) return null;
  const top = values[stop]!;
  const step = top - values[stop - 1]!;
  if (step <= 0) return null;
  let before = stop;
  for (let repeat = stop + LEAST_REPEATS; repeat <= newest; repeat++) {
    const stoodMs = times[repeat]! - times[stop]!;
    if (stoodMs > LONGEST_MS) return null;
    const from = times[stop]! - stoodMs;
    while (before > 0 && times[before]! > from) before--;
    const rise = top - levelAt({ times, values }, before, from);
    if (rise < leastRise * bankfullRise || step > MOST_AT_ONCE * rise) continue;
    if (rise >= LEAST_STEPS * smallestStep({ times, values }, stop)) return stop;
  }
  return null;
}

/** On the straight line from one value to the next; before the first of all as that. */
function levelAt({ times, values }: Columns, index: number, at: Instant): number {
  const share = Math.max(0, (at - times[index]!) / (times[index + 1]! - times[index]!));
  return values[index]! + share * (values[index + 1]! - values[index]!);
}

function smallestStep({ times, values }: Columns, stop: number): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = stop; index > 0 && times[stop]! - times[index - 1]! <= STEPS_MS; index--) {
    const step = Math.abs(values[index]! - values[index - 1]!);
    if (step > 0 && step < smallest) smallest = step;
  }
  return smallest;
}

/** Whether a gauge has stood so, amid rises, as often in its first `count` values that it is its way: below a gate, say. */
export function standsByHabit({ times, values }: Columns, count: number, bankfullRise: number): boolean {
  let [stands, rises] = [0, 0];
  let [low, high] = [values[0]!, Number.NEGATIVE_INFINITY];
  for (let index = 1; index < count; index++) {
    const value = values[index]!;
    if (value === values[index - 1]) continue;
    if (stoppedAt({ times, values }, index, bankfullRise) !== null) stands += 1;
    const isRising = high > Number.NEGATIVE_INFINITY;
    low = isRising ? low : Math.min(low, value);
    high = isRising ? Math.max(high, value) : high;
    if (!isRising && value - low >= LEAST_RISE * bankfullRise) {
      rises += 1;
      high = value;
    } else if (isRising && high - value >= LEAST_RISE * bankfullRise) {
      low = value;
      high = Number.NEGATIVE_INFINITY;
    }
  }
  return HABIT.riseFor * stands > rises + HABIT.doubt;
}
