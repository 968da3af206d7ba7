import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { countUntil, type Series } from './series.ts';

/** Water stands in flood from this share of the bankfull rise above its usual level on. */
export const FLOOD_RISE = 0.2;
/** High water further apart is of two floods. */
export const FLOODS_APART_MS = DAY_MS;
/** Water may stand high for weeks (a thaw, tides, a great river): every four days of it count as a flood of their own. */
export const LONGEST_FLOOD_MS = 4 * DAY_MS;

/**
 * When the flood began that is not over at a moment, four days before it at the earliest; the moment itself where there is no
 * flood. A gauge that fell silent in a flood counts as in it still: it may have been washed away.
 *
 * Learning stops there. Of a flood that is not over only the rise is known, and a model that learned from it expects all high water
 * to rise further (measured: 12 h ahead a quarter of the paths at Cuxac lay 14 m or more above the Aude's crest of 23 January 2020).
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
