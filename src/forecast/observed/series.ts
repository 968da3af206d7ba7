import type { Instant } from '../../lib/clock.ts';
import { partitionPoint } from '../../lib/partition-point.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';

/** Observed values in columns, oldest first, each instant once: years of a gauge in a few megabytes. */
export interface Series {
  times: Float64Array;
  values: Float64Array;
}

/** How far back anything is looked at, the time included for which a silent gauge is carried. */
export const LOOK_BACK_H = 36;
/** A value stands for as long as this after it was observed. */
export const HOLD_MS = 75 * MINUTE_MS;
/**
 * A silence of so long is bridged by a straight line. What is learned from was seen, but for six hours; where a forecast is asked for, a
 * line tells far more than calm would (decision 088), as far back as the service has readings at hand.
 */
export const BRIDGED_MS = { learned: 6 * HOUR_MS, asked: 18 * HOUR_MS };

/** How many values were observed at or before an instant. */
export function countUntil({ times }: Pick<Series, 'times'>, at: Instant): number {
  return partitionPoint(times.length, (index) => times[index]! <= at);
}

/** The part observed within (from, to]. */
export function sliceOf(series: Series, from: Instant, to: Instant): Series {
  const [first, end] = [countUntil(series, from), countUntil(series, to)];
  return { times: series.times.subarray(first, end), values: series.values.subarray(first, end) };
}

/** Some of its values, by their numbers. */
export function pick({ times, values }: Series, kept: readonly number[]): Series {
  return {
    times: Float64Array.from(kept, (index) => times[index]!),
    values: Float64Array.from(kept, (index) => values[index]!),
  };
}

/**
 * From the lowest of some values to the highest; 0 of none. One after the other: of a gauge that reports many times a second some
 * hours are more than a function takes arguments.
 */
export function rangeOf(values: ArrayLike<number>): number {
  let [lowest, highest] = [values[0] ?? 0, values[0] ?? 0];
  for (let index = 1; index < values.length; index++) {
    lowest = Math.min(lowest, values[index]!);
    highest = Math.max(highest, values[index]!);
  }
  return highest - lowest;
}

/**
 * What is known at `now` of the values at several moments before it (`lagsH` rising from 0): straight lines between what had
 * been observed by then, the newest value held. `NaN` where nothing is known. Nothing observed after `now` is looked at.
 */
export function lookBack(
  series: Series,
  now: Instant,
  lagsH: readonly number[],
  holdMs: number,
  bridgedMs: number,
): number[] {
  const { times, values } = series;
  const newest = countUntil(series, now) - 1;
  let index = newest;
  return lagsH.map((lagH) => {
    const at = now - lagH * HOUR_MS;
    while (index >= 0 && times[index]! > at) index--;
    if (index < 0) return Number.NaN;
    const [from, value] = [times[index]!, values[index]!];
    if (index === newest) return at - from <= holdMs ? value : Number.NaN;
    const gap = times[index + 1]! - from;
    if (gap > bridgedMs) return at - from <= HOLD_MS ? value : Number.NaN;
    return value + ((at - from) / gap) * (values[index + 1]! - value);
  });
}
