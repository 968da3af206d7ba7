import type { Instant } from '../../lib/clock.ts';
import { median } from '../../lib/median.ts';
import { DAY_MS, HOUR_MS } from '../../lib/units.ts';
import { countUntil, type Series } from './series.ts';

/** How a gauge always behaves: what belongs to most of its days is no fault of it. */

/** In a shorter record a gauge that is broken from its first day on may be so for most of it. */
const LEAST_DAYS = 30;
const GAP_MS = HOUR_MS;
/** A gauge that reports on change says within this time that nothing did. */
export const LONGEST_STILL_MS = DAY_MS;
const MOST_SILENT = 0.9;
const LEAST_LOST = 0.1;
/** The next reading is in time within so many intervals. */
export const IN_TIME = 1.5;
/** Where it comes later, but within so many, few were lost: that is no outage. */
const FEW_LOST = 6.5;

/** How many excursions lie within a day before and after the noon of half of its days; 0 in a short record. */
export function usualExcursions({ times }: Series, excursions: Float64Array): number {
  if (excursions.length === 0) return 0;
  const days = [...new Set(times.map((at) => Math.floor(at / DAY_MS)))];
  return days.length < LEAST_DAYS ? 0 : median(days.map((day) => excursionsAbout(excursions, (day + 0.5) * DAY_MS)));
}

/** What the water rises to, from below such a level, on half of its days; 0, its usual level, where it is above on most, and in a short record. */
export function usualCrest({ times, values }: Series, below: number): number {
  const days = new Map<number, { lowest: number; highest: number }>();
  for (const [index, value] of values.entries()) {
    const day = Math.floor(times[index]! / DAY_MS);
    const { lowest, highest } = days.get(day) ?? { lowest: value, highest: value };
    days.set(day, { lowest: Math.min(lowest, value), highest: Math.max(highest, value) });
  }
  const crests = [...days.values()].map(({ lowest, highest }) => (lowest < below ? highest : 0));
  return crests.length < LEAST_DAYS ? 0 : median(crests);
}

/** How many there are within a day before and after a moment. */
export function excursionsAbout(excursions: Float64Array, at: Instant): number {
  return countUntil({ times: excursions }, at + DAY_MS) - countUntil({ times: excursions }, at - DAY_MS);
}

/**
 * Whether most of its time lies between values further apart than it reports, and not all of its values do: one that reports every three hours,
 * whatever its station file says, is no such gauge. Where it was silent for longer than a day it was broken.
 */
export function isMostlySilent({ times }: Series, intervalMs: number): boolean {
  const stillMs = bridgedMs(intervalMs);
  let [gaps, allMs, silent, silentMs] = [0, 0, 0, 0];
  // Without a list of them: of years of a gauge that reports each minute that held everything else for most of a second.
  for (let index = 1; index < times.length; index++) {
    const gap = times[index]! - times[index - 1]!;
    if (gap > LONGEST_STILL_MS) continue;
    gaps += 1;
    allMs += gap;
    if (gap <= stillMs) continue;
    silent += 1;
    silentMs += gap;
  }
  return !isMost(silent, gaps) && silentMs > allMs / 2;
}

/** How far apart the readings mostly lie of a gauge that reports so much more rarely than it is said to that what lies between counts as silence; else `null`. */
export function rarerMs(series: Series, intervalMs: number): number | null {
  const gaps = gapsOf(series);
  const silent = gaps.filter((gap) => gap > bridgedMs(intervalMs));
  return silent.length > 0 && isMost(silent.length, gaps.length) ? median(silent) : null;
}

function isMost(some: number, all: number): boolean {
  return some >= MOST_SILENT * all;
}

/** Between one reading and the next, but for outages. */
function gapsOf({ times }: Series): Float64Array {
  return times
    .subarray(1)
    .map((at, index) => at - times[index]!)
    .filter((gap) => gap <= LONGEST_STILL_MS);
}

/**
 * Whether it loses readings on the way, as over a weak radio link: after one in ten or more, and not after most, the next few did not come. A
 * silence of more than that is an outage. (Of 46 recorded gauges none loses more than after one in fifty.)
 */
export function losesReadings({ times }: Series, intervalMs: number): boolean {
  const gaps = times.subarray(1).map((at, index) => (at - times[index]!) / intervalMs);
  const lost = gaps.filter((gap) => gap > IN_TIME && gap <= FEW_LOST).length;
  return lost >= LEAST_LOST * gaps.length && lost < gaps.length / 2;
}

/** Between values no further apart than this the water went straight from one to the other. */
export function bridgedMs(intervalMs: number): number {
  return Math.max(GAP_MS, IN_TIME * intervalMs);
}
