import type { Instant } from '../../lib/clock.ts';
import { median, quantile } from '../../lib/median.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import {
  bridgedMs,
  excursionsAbout,
  IN_TIME,
  isMostlySilent,
  LONGEST_STILL_MS,
  losesReadings,
  usualExcursions,
} from './gauge-habits.ts';
import { HORIZONS_H } from './horizons.ts';
import { countUntil, pick, rangeOf, type Series } from './series.ts';

/** A lone excursion of this share of the bankfull rise is noise; more than so many about a moment spoil it. */
const EXCURSION = 0.1;
const MOST_EXCURSIONS = 3;
/** Where they belong to most days (waves, a power station told hourly, a float that moves by decimetres), only so many times what is usual spoils a moment. */
const TIMES_USUAL = 3;
/** Off the median of five by so much, and by so many times what 99 of 100 values are, a value was never there. */
const NEVER_THERE = { least: 0.3, times: 8, usual: 0.99 };
/** How far the values about a crest lie apart, in shares of how far it stands out. */
const SHOULDERS = 0.25;
const LEAST_COVERAGE = 0.7;
/** Of a gauge that loses readings two lie so many intervals apart at most where one of them was lost. */
const WITH_ONE_LOST = 2.5;
/** A gauge that is silent while nothing changes stood still between two values that agree to this share of the bankfull rise, a day apart at most. */
const STILL = 0.1;

/** What really happened at a gauge, for training and judging only: it looks at both sides of a moment. */
export interface Truth {
  series: Series;
  intervalMs: number;
  /** Moments of lone excursions. */
  excursions: Float64Array;
  /** How many of them about a moment spoil nothing. */
  mostExcursions: number;
  /** It reports when the water moves, and else rarely: its silence says that nothing changed. */
  isSilentWhenStill: boolean;
  /** Between those of its readings that came the water went straight, also where one was lost. */
  losesReadings: boolean;
}

/** Lone values far off their neighbours are taken out (5-point median), but for the tops of floods. */
export function truthOf(own: Series, intervalMin: number): Truth {
  const distance = own.values.map((value, index) => {
    const around = own.values.subarray(Math.max(0, index - 2), index + 3);
    const off = around.length < 3 ? 0 : Math.abs(value - median(around));
    return off > 0 && isCrest(around, Math.min(index, 2), off) ? 0 : off;
  });
  const most = Math.max(NEVER_THERE.least, NEVER_THERE.times * quantile(distance, NEVER_THERE.usual));
  const kept = [...distance.keys()].filter((index) => distance[index]! < most);
  const excursions = own.times.filter((_, index) => distance[index]! > EXCURSION);
  const intervalMs = intervalMin * MINUTE_MS;
  const isSilentWhenStill = isMostlySilent(own, intervalMs);
  return {
    series: pick(own, kept),
    intervalMs,
    excursions,
    mostExcursions: Math.max(MOST_EXCURSIONS, TIMES_USUAL * usualExcursions(own, excursions)),
    isSilentWhenStill,
    losesReadings: !isSilentWhenStill && losesReadings(own, intervalMs),
  };
}

/**
 * Water that rises and falls steeply has shoulders: on the way up and down to its top (or bottom) no value goes back, and the values
 * about it lie far apart. A spike stands alone between values that agree; a broken gauge goes up and down.
 * @example isCrest([0.8, 2.4, 3.2, 2.6, 2.0], 2, 0.8) // true  @example isCrest([1, 1, 3, 1, 1.1], 2, 2) // false
 */
function isCrest(around: Float64Array, top: number, off: number): boolean {
  const side = Math.sign(around[top]! - median(around));
  for (let index = 1; index < around.length; index++) {
    const step = side * (around[index]! - around[index - 1]!);
    if (index <= top ? step < 0 : step > 0) return false;
  }
  const others = around.filter((_, index) => index !== top);
  return rangeOf(others) > SHOULDERS * off;
}

/** Whether a moment is too noisy to learn from: by what stands out within a day before and after it. */
export function isNoisy({ excursions, mostExcursions }: Truth, at: Instant): boolean {
  return excursions.length > mostExcursions && excursionsAbout(excursions, at) > mostExcursions;
}

/** Whether the water is known to have stood still from the value before to this one. */
function stoodStill({ isSilentWhenStill, series: { times, values } }: Truth, index: number): boolean {
  return (
    isSilentWhenStill &&
    times[index]! - times[index - 1]! <= LONGEST_STILL_MS &&
    Math.abs(values[index]! - values[index - 1]!) <= STILL
  );
}

/** How far values lie apart about a moment: a record of the past may be coarser than what the gauge reports now. */
function intervalAbout({ series: { times }, intervalMs }: Truth, index: number): number {
  const around = times.subarray(Math.max(0, index - 3), index + 4);
  const apart = around.subarray(1).map((at, order) => at - around[order]!);
  return apart.length === 0 ? intervalMs : Math.max(intervalMs, Math.min(HOUR_MS, median(apart)));
}

/**
 * The highest value of each segment of the path after a moment, less the level now; `null` where too little was observed.
 * A gauge that reports more rarely than the segments are long, or of which some readings were lost, is read on the straight line between its values.
 */
export function risesAfter(truth: Truth, now: Instant, level: number): Float64Array | null {
  const { times, values } = truth.series;
  const rises = new Float64Array(HORIZONS_H.length);
  let index = countUntil(truth.series, now);
  const intervalMs = intervalAbout(truth, index);
  const isLossy = truth.losesReadings;
  const straightMs = isLossy ? Math.max(bridgedMs(intervalMs), WITH_ONE_LOST * intervalMs) : bridgedMs(intervalMs);
  let from = now;
  for (const [step, horizonH] of HORIZONS_H.entries()) {
    const to = now + horizonH * HOUR_MS;
    let highest = Number.NEGATIVE_INFINITY;
    let covered = 0;
    for (; index < times.length && times[index]! <= to; index++) {
      highest = Math.max(highest, values[index]!);
      const sinceBefore = times[index]! - Math.max(from, times[index - 1] ?? from);
      const isWhole = stoodStill(truth, index) || (isLossy && times[index]! - times[index - 1]! <= straightMs);
      covered += isWhole ? sinceBefore : Math.min(IN_TIME * intervalMs, sinceBefore);
    }
    const next = times[index];
    const before = times[index - 1];
    const isStill = stoodStill(truth, index);
    if (next !== undefined && before !== undefined && (isStill || next - before <= straightMs)) {
      const atEnd = values[index - 1]! + ((to - before) / (next - before)) * (values[index]! - values[index - 1]!);
      const isBetween = intervalMs > to - from || (isLossy && next - before > IN_TIME * intervalMs);
      if (isStill || isBetween) highest = Math.max(highest, atEnd);
      covered += to - Math.max(from, before);
    }
    if (highest === Number.NEGATIVE_INFINITY || covered < LEAST_COVERAGE * (to - from)) return null;
    rises[step] = highest - level;
    from = to;
  }
  return rises;
}
