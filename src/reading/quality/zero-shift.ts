import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { isAccepted, isByPerson, isRead, type QualityTest, type Reading } from '../reading.ts';

/** A step is looked into from this share of the bankfull rise on, and from ten centimetres. */
const LEAST = { share: 0.07, m: 0.1 };
/** Water falls as it fell before: not by so many times the steepest fall of the day before, from one reading to the next. */
const BEYOND_FALLS = 2;
/** Nor does it take back a rise that came at once. */
const BEYOND_RISES = 1.5;
const DAY_BEFORE_MS = 24 * HOUR_MS;
const RISES_MS = 3 * HOUR_MS;
/** Of a gauge that was seen for less than that it is not known how it falls. */
const LEAST_KNOWN_MS = 6 * HOUR_MS;
/** Across a silence it may have fallen as rivers do. */
const SILENCE = { intervals: 1.5, leastMs: HOUR_MS };
/** It stays where no reading of these moves by more than half of the step. */
const STAYS = { readings: 3, ms: HOUR_MS / 2, share: 0.5 };
/** Back within half an hour by so much of the step, the gauge was disturbed and is right again. */
const BACK = { share: 2 / 3, ms: HOUR_MS / 2 };
/** A river that was drawn down at once, behind a gate, holds no alert for longer, though nobody answer. With the day before it is what is at hand of a gauge. */
export const DOUBTED_MS = 12 * HOUR_MS;

/** A step down that no water makes, between two readings. */
export interface ZeroShift {
  /** Of the first reading after it. */
  at: Instant;
  fellM: number;
  inMin: number;
  /** Seen to stay; until then it may be a gauge that failed once. */
  stays: boolean;
}

/** Held back because it fell too fast, and not because of something else. */
const HELD_FOR: readonly QualityTest[] = ['spike', 'rate-of-change'];

/**
 * The newest step down of the last twelve hours that is another zero, as far as anybody can tell from a gauge alone: far beyond what
 * it fell by at once in the day before, after which it goes on from there. Over once a person has read the painted gauge and it agrees, the gauge was under
 * maintenance or its readings were excluded, or it came back up at once. `null` where there is none.
 *
 * `readings`: what is at hand of it, oldest first.
 *
 * @example bankfull 2 m, every 10 min: 3.50 3.48 3.46 3.44 … 3.40 → 2.79 2.77 2.75 2.73: fell .61 where the steepest was .02 → stays
 * @example … 3.40 → 2.79 2.77 2.20: it falls on by more than half of that → `null`: a gate, or a dam that broke
 */
export function zeroShiftOf(readings: readonly Reading[], station: Station, now: Instant): ZeroShift | null {
  const told = readings.filter((each) => each.observedAt <= now && isTold(each));
  for (let at = told.length - 1; at > 0 && told[at]!.observedAt > now - DOUBTED_MS; at -= 1) {
    const shift = stepAt(told, at, station);
    if (shift && !isAnswered(shift, told, at, readings)) return shift;
  }
  return null;
}

function isTold(reading: Reading): boolean {
  if (isByPerson(reading)) return false;
  return (
    isAccepted(reading) || (reading.quality === 'suspect' && reading.tests.every((each) => HELD_FOR.includes(each)))
  );
}

function stepAt(told: readonly Reading[], at: number, { bankfullRiseM, intervalMin }: Station): ZeroShift | null {
  const [before, first] = [told[at - 1]!, told[at]!];
  const fellM = before.value - first.value;
  // From a value that was held back it only falls to where the river is.
  if (!isAccepted(before)) return null;
  if (fellM < Math.max(LEAST.m, LEAST.share * bankfullRiseM)) return null;
  const gapMs = first.observedAt - before.observedAt;
  if (gapMs > Math.max(SILENCE.leastMs, SILENCE.intervals * intervalMin * MINUTE_MS)) return null;
  if (!isBeyond(fellM, told, at)) return null;
  const stays = staysAfter(told, at, fellM);
  return stays === null ? null : { at: first.observedAt, fellM, inMin: gapMs / MINUTE_MS, stays };
}

/** Beyond all that it moved by at once before. */
function isBeyond(fellM: number, told: readonly Reading[], at: number): boolean {
  const from = told[at]!.observedAt;
  let knownMs = 0;
  for (let index = at - 1; index > 0 && told[index - 1]!.observedAt >= from - DAY_BEFORE_MS; index -= 1) {
    const [earlier, later] = [told[index - 1]!, told[index]!];
    knownMs = told[at - 1]!.observedAt - earlier.observedAt;
    // A value that was held back is no fall that the river is known for.
    if (!isAccepted(earlier) || !isAccepted(later)) continue;
    const rise = later.value - earlier.value;
    if (fellM < BEYOND_FALLS * -rise) return false;
    if (earlier.observedAt >= from - RISES_MS && fellM < BEYOND_RISES * rise) return false;
  }
  return knownMs >= LEAST_KNOWN_MS;
}

/** `false` while that cannot be told yet, `null` where it does not. */
function staysAfter(told: readonly Reading[], at: number, fellM: number): boolean | null {
  const [before, first] = [told[at - 1]!, told[at]!];
  for (let index = at + 1; index < told.length; index += 1) {
    const each = told[index]!;
    if (Math.abs(each.value - told[index - 1]!.value) > STAYS.share * fellM) return null;
    if (each.value > before.value - STAYS.share * fellM) return null;
    if (index - at >= STAYS.readings && each.observedAt - first.observedAt >= STAYS.ms) return true;
  }
  return false;
}

/** Whether it is known by now that the gauge is right, or that it is not and is seen to. */
function isAnswered(
  { at, fellM }: ZeroShift,
  told: readonly Reading[],
  index: number,
  readings: readonly Reading[],
): boolean {
  const since = told[index - 1]!.observedAt;
  const after = told.slice(index);
  return (
    isBack(after, fellM) ||
    readings.some(({ observedAt, tests }) => observedAt > since && tests.includes('excluded')) ||
    readings.some((each) => each.observedAt >= at && isRead(each) && agrees(each, after, fellM))
  );
}

function isBack(after: readonly Reading[], fellM: number): boolean {
  let from = 0;
  return after.some(({ observedAt, value }, index) => {
    while (from < index - 1 && after[from]!.observedAt < observedAt - BACK.ms) from += 1;
    return value - after[from]!.value >= BACK.share * fellM;
  });
}

/** What a person read lies nearer to what the gauge shows than to what it would show by its former zero. */
function agrees(read: Reading, after: readonly Reading[], fellM: number): boolean {
  const shown = after.findLast(({ observedAt }) => observedAt <= read.observedAt);
  return shown !== undefined && Math.abs(read.value - shown.value) < fellM / 2;
}
