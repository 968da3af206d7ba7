import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { isAccepted, isByPerson, isExcluded, isRead, type QualityTest, type Reading } from '../reading.ts';

/** A step is looked into from this share of the bankfull rise on, and from ten centimetres. */
const LEAST = { share: 0.07, m: 0.1 };
/** Water falls as it fell before: not by so many times the steepest fall of the day and a half before, from one reading to the next. */
const BEYOND_FALLS = 2;
/** Nor does it take back a rise that came at once. */
const BEYOND_RISES = 1.5;
const FALLS_MS = 36 * HOUR_MS;
const RISES_MS = 3 * HOUR_MS;
/** Of a gauge that was seen for less than that it is not known how it falls. */
const LEAST_KNOWN_MS = 6 * HOUR_MS;
/** Across a silence it may have fallen as rivers do. */
const SILENCE = { intervals: 1.5, leastMs: HOUR_MS };
/** It stays where no reading of these moves by more than half of the step. */
const STAYS = { readings: 3, ms: HOUR_MS / 2, share: 0.5 };
/** Back by so much of the step, the gauge is right again: at once, or within half an hour of the first two, where it was disturbed. Later that is the next crest. */
const BACK = { share: 2 / 3, ms: HOUR_MS / 2, untilMs: 2 * HOUR_MS };
/** A river that is drawn down at once, behind a gate, holds no alert for longer, though nobody answer; nor one that is drawn down again and again. */
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
 * The step down of the last twelve hours that is another zero, as far as anybody can tell from a gauge alone: far beyond what it fell by
 * at once in the day and a half before, after which it goes on from there; of several in a row the first. Over once a person has read the painted gauge and it
 * agrees, the gauge was under maintenance or its readings were excluded, or it came back up at once. `null` where there is none.
 *
 * `readings`: what is at hand of it, oldest first.
 *
 * @example bankfull 2 m, every 10 min: 3.50 3.48 3.46 3.44 … 3.40 → 2.79 2.77 2.75 2.73: fell .61 where the steepest was .02 → stays
 * @example … 3.40 → 2.79 2.77 2.20: it falls on by more than half of that → `null`: a gate, or a dam that broke
 */
export function zeroShiftOf(readings: readonly Reading[], station: Station, now: Instant): ZeroShift | null {
  const told = readings.filter((each) => each.observedAt <= now && isTold(each));
  let found: ZeroShift | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const from = told.findIndex(({ observedAt }) => observedAt > now - 2 * DOUBTED_MS);
  for (let at = Math.max(1, from); from !== -1 && at < told.length; at += 1) {
    const shift = stepAt(told, at, station);
    if (!shift || isAnswered(shift, told, at, readings)) continue;
    if (shift.at - last >= DOUBTED_MS && shift.at > now - DOUBTED_MS) found = shift;
    last = shift.at;
  }
  return found;
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

/** Beyond all that it moved by at once before; of what was held back as too fast the river is known for what was believed after it. */
function isBeyond(fellM: number, told: readonly Reading[], at: number): boolean {
  const from = told[at]!.observedAt;
  let later = told[at - 1]!;
  for (let index = at - 2; index >= 0 && told[index]!.observedAt >= from - FALLS_MS; index -= 1) {
    const earlier = told[index]!;
    if (!isAccepted(earlier)) continue;
    const rise = later.value - earlier.value;
    if (fellM < BEYOND_FALLS * -rise) return false;
    if (earlier.observedAt >= from - RISES_MS && fellM < BEYOND_RISES * rise) return false;
    later = earlier;
  }
  return told[at - 1]!.observedAt - later.observedAt >= LEAST_KNOWN_MS;
}

/** `false` while that cannot be told yet, `null` where it does not. Water that rose goes on rising. */
function staysAfter(told: readonly Reading[], at: number, fellM: number): boolean | null {
  const [before, first] = [told[at - 1]!, told[at]!];
  const pace = risingBefore(told, at);
  let last = first.value;
  for (let index = at + 1; index < told.length; index += 1) {
    const { observedAt, value } = told[index]!;
    const level = value - pace * (observedAt - first.observedAt);
    if (Math.abs(level - last) > STAYS.share * fellM) return null;
    if (level > before.value - STAYS.share * fellM) return null;
    if (index - at >= STAYS.readings && observedAt - first.observedAt >= STAYS.ms) return true;
    last = level;
  }
  return false;
}

/** In metres a millisecond, over the hour before. */
function risingBefore(told: readonly Reading[], at: number): number {
  const before = told[at - 1]!;
  const earlier = told.findLast(({ observedAt }, index) => index < at && observedAt <= before.observedAt - HOUR_MS);
  return earlier ? Math.max(0, (before.value - earlier.value) / (before.observedAt - earlier.observedAt)) : 0;
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
    isBack(after, fellM, risingBefore(told, index)) ||
    readings.some((each) => each.observedAt > since && isExcluded(each)) ||
    readings.some((each) => each.observedAt >= at && isRead(each) && agrees(each, after, fellM))
  );
}

function isBack(after: readonly Reading[], fellM: number, pace: number): boolean {
  const start = after[0]!.observedAt;
  let from = 0;
  return after.some(({ observedAt, value }, index) => {
    const isSoon = observedAt - start <= BACK.untilMs;
    while (from < index - 1 && (!isSoon || after[from]!.observedAt < observedAt - BACK.ms)) from += 1;
    return value - after[from]!.value - pace * (observedAt - after[from]!.observedAt) >= BACK.share * fellM;
  });
}

/** What a person read lies nearer to what the gauge shows than to what it would show by its former zero. */
function agrees(read: Reading, after: readonly Reading[], fellM: number): boolean {
  const shown = after.findLast(({ observedAt }) => observedAt <= read.observedAt);
  return shown !== undefined && Math.abs(read.value - shown.value) < fellM / 2;
}
