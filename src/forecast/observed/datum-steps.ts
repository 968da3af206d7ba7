import type { Instant } from '../../lib/clock.ts';
import { median } from '../../lib/median.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { countUntil, rangeOf, type Series, sliceOf } from './series.ts';

/** A jump in one sample is looked into from this share of the bankfull rise on. */
const LEAST_JUMP = 0.6;
/** Across a silence a rise may well be water, and to take it for another zero would hide a flood. */
const SILENCE = { intervals: 1.5, leastMs: HOUR_MS };
/** Water that has really risen goes on moving; a gauge that was set to another zero stands as still as before. */
const STILL_SHARE = 0.05;
export const STILL_MS = 3 * HOUR_MS;
/** Low water that lasts longer is another zero: the next flood that reaches the old level is water, and no end of a drawdown. */
const LONGEST_DRAWDOWN_MS = 4 * DAY_MS;
/** A gauge that jumps to its usual level, within this share of the jump, was set to no other zero: in calm weeks it moves by as much. */
const NEAR_USUAL = 0.25;
/** How far back a gauge is looked at by those below it; for so long a step up may be a wave that has yet to come down. */
const LOOKED_BACK_MS = 12 * HOUR_MS;
/** No wave comes in one step of more than that. */
const MOST_WATER = 2;

/** Where a gauge usually stands, known otherwise than from its series. A step before `since` may be another zero by which it moved itself. */
export interface UsualLevel {
  level: number;
  since: Instant;
}

export interface DatumSteps {
  /** Told in the first zero throughout. */
  series: Series;
  /** When it could not be told yet whether a jump was water: from, to. */
  doubtful: readonly (readonly [Instant, Instant])[];
  /** Steps up that may be water all the same (a dam that opened), while they may: from, to. */
  perhapsWater: readonly StepUp[];
  takenOut: readonly TakenOut[];
}

/** A step that was taken out: from when to when nobody knew yet that it would be, and what stood there until then, from the value at `index` on. */
export interface TakenOut {
  from: Instant;
  to: Instant;
  index: number;
  before: Float64Array;
}

interface StepUp {
  from: Instant;
  to: Instant;
  /** What had been taken out before it: the rest of what the gauge reads may be water. */
  shift: number;
}

/**
 * Finds where a gauge was set to another zero (levels in shares of its bankfull rise) and takes the step out again, from 3 h
 * after it, when it is known. Decided from what was observed up to each moment, and from where the gauge usually stands if
 * that is known, as of one of which the last day and a half are at hand.
 */
export function withoutDatumSteps(series: Series, intervalMin: number, usual: UsualLevel | null = null): DatumSteps {
  const silenceMs = Math.max(SILENCE.leastMs, SILENCE.intervals * intervalMin * MINUTE_MS);
  const { times } = series;
  const values = series.values.slice();
  const doubtful: [Instant, Instant][] = [];
  const perhapsWater: StepUp[] = [];
  const takenOut: TakenOut[] = [];
  for (let index = 1; index < values.length; index++) {
    const step = values[index]! - values[index - 1]!;
    if (Math.abs(step) < LEAST_JUMP || times[index]! - times[index - 1]! > silenceMs) continue;
    const still = STILL_SHARE * Math.abs(step);
    const at = times[index]!;
    const before = sliceOf({ times, values }, times[index - 1]! - STILL_MS, times[index - 1]!).values;
    if (rangeOf(before) > still) continue;
    if (usual !== null && at > usual.since && Math.abs(values[index]! - usual.level) <= NEAR_USUAL * Math.abs(step))
      continue;
    if (stoodAt({ times, values: values.subarray(0, index) }, values[index]!, still, at)) continue;
    const end = countUntil(series, at + STILL_MS);
    let moved = index + 1;
    while (moved < end && Math.abs(values[moved]! - values[index]!) <= still) moved++;
    const knownAt = moved < end ? times[moved]! : (times[end] ?? Number.POSITIVE_INFINITY);
    doubtful.push([at, knownAt]);
    const up: StepUp = {
      from: at,
      to: moved < end ? knownAt : at + LOOKED_BACK_MS,
      shift: series.values[index - 1]! - values[index - 1]!,
    };
    if (step > 0 && step <= MOST_WATER) perhapsWater.push(up);
    // A gauge of which nothing was read in that time was not seen to stand still.
    if (moved < end || end === values.length || end === index + 1) continue;
    const stood = median(before);
    const by = median(values.subarray(index, end)) - stood;
    takenOut.push({ from: at, to: knownAt, index, before: values.slice(index, end) });
    // Back at the old level in the old zero: it was water all along (a dam that had opened, a weir drawn down), and is told as such from here on.
    const isWater = (row: number): boolean =>
      by > 0 ? values[row]! <= stood + still : values[row]! >= stood - still && times[row]! - at <= LONGEST_DRAWDOWN_MS;
    let back = index;
    while (back < values.length && !isWater(back)) values[back++]! -= by;
    up.to = Math.min(up.to, times[back] ?? Number.POSITIVE_INFINITY);
    // Where it came back bit by bit the two tellings do not meet: that is no rise for the gauges below, until it is no longer looked at.
    if (back < values.length && Math.abs(values[back]! - values[back - 1]!) > still) {
      doubtful.push([times[back]!, times[back]! + LOOKED_BACK_MS]);
    }
  }
  return { series: { times, values }, doubtful, perhapsWater, takenOut };
}

/**
 * Whether a gauge that jumps stood there for hours within the last days: then a gate was shut, a weir filled again, or a disturbance is over. Taken
 * for another zero, its level would stay as it was before the jump: high, with the flood that it once announced always about to come, or
 * low, with the next flood told too low.
 */
function stoodAt({ times, values }: Series, level: number, within: number, at: Instant): boolean {
  let until = Number.NaN;
  for (let index = values.length - 1; index >= 0 && at - times[index]! <= LONGEST_DRAWDOWN_MS; index--) {
    if (Math.abs(values[index]! - level) > within) until = Number.NaN;
    else if (Number.isNaN(until)) until = times[index]!;
    else if (until - times[index]! >= STILL_MS) return true;
  }
  return false;
}

/** Whether a gauge is in doubt at an instant. */
export function isDoubtful(steps: Pick<DatumSteps, 'doubtful'>, at: Instant): boolean {
  return steps.doubtful.some(([from, to]) => at >= from && at < to);
}
