import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { countUntil, type Series } from './series.ts';

/** Water stands in flood from this share of the bankfull rise above its usual level on. */
export const FLOOD_RISE = 0.2;
/** High water further apart is of two floods. */
export const FLOODS_APART_MS = DAY_MS;
/** No flood is told longer than this: of water that stands high for weeks, as in a thaw, with tides or on a great river, each four days count as one, and only the last are left out. */
export const LONGEST_FLOOD_MS = 4 * DAY_MS;

/**
 * When the flood began that still runs at a moment, or in which the gauge was last seen (it may have been washed away), four days of it at most; that moment where none does. What is learned ends there: of a flood that is
 * not over the rise alone is known, and who learns from it expects all high water to rise on (measured: 12 h ahead a quarter of the
 * paths at Cuxac 14 m or more above the Aude's crest of 23 January 2020).
 * @example beforeRunningFlood(series of 0, 0.3, 0.1, 0.4, 0.5, 0.2, 0.2, the time of the last) // the time of 0.4
 */
export function beforeRunningFlood(series: Series, flood: number, at: Instant): Instant {
  const { times, values } = series;
  const newest = countUntil(series, at) - 1;
  let began = at;
  for (let index = newest; index >= 0; index--) {
    if (values[index]! < flood || times[newest]! - times[index]! > LONGEST_FLOOD_MS) break;
    began = times[index]!;
  }
  return began;
}
