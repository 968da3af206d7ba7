import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import type { Station } from '../territory/station.ts';
import { HORIZONS_H } from './horizons.ts';
import { countUntil, type Series } from './series.ts';

/** What a fit knew of one gauge. */
export interface KnownRecord {
  /** When its record began. */
  first: Instant;
  /** The highest value of which it was known what came after, as the gauge reads it. */
  highest: number;
}

/** A fit is due when the youngest record has grown by this share, between a week and half a year. */
const GROWTH = { share: 0.25, leastMs: 7 * DAY_MS, mostMs: 182 * DAY_MS };
/** Above all before by this share of the bankfull rise: a flood that nothing was learned from. While it runs, a fit every three days will do. */
const HIGHER = { share: 0.1, apartMs: 3 * DAY_MS };
/** What comes of a moment is known so long after it. */
const FUTURE_MS = HORIZONS_H.at(-1)! * HOUR_MS;

/** What is known of each gauge at a moment; those never seen are left out. */
export function knownRecords(series: ReadonlyMap<string, Series>, at: Instant): Map<string, KnownRecord> {
  return new Map(
    [...series].flatMap(([id, each]) => {
      const first = each.times[0];
      if (first === undefined || first > at) return [];
      return [[id, { first, highest: highestOf(each, Number.NEGATIVE_INFINITY, at - FUTURE_MS) }] as const];
    }),
  );
}

/** When the record of the youngest gauge has grown enough, whatever comes. @example one gauge with four years: half a year later */
export function grownAt(fittedAt: Instant, known: ReadonlyMap<string, KnownRecord>): Instant {
  const growths = [...known.values()].map(({ first }) => GROWTH.share * (fittedAt - first));
  return fittedAt + Math.min(GROWTH.mostMs, Math.max(GROWTH.leastMs, Math.min(...growths, Number.POSITIVE_INFINITY)));
}

/** Whether something came since a fit that it must not be without: a gauge seen for a day that it knew by name alone, or a flood above all before. */
export function teachesMore(
  stations: readonly Station[],
  series: ReadonlyMap<string, Series>,
  known: ReadonlyMap<string, KnownRecord>,
  fittedAt: Instant,
  now: Instant,
): boolean {
  return stations.some(({ id, quantity, bankfullRiseM }) => {
    const own = series.get(id);
    const record = known.get(id);
    if (own === undefined) return false;
    if (record === undefined) return own.times[0] !== undefined && own.times[0] <= now - DAY_MS;
    if (quantity !== 'stage' || now - fittedAt < HIGHER.apartMs) return false;
    const least = record.highest + HIGHER.share * bankfullRiseM;
    return highestOf(own, fittedAt - FUTURE_MS, now - FUTURE_MS) > least;
  });
}

/** The highest that two values in a row reached within (from, to]: one alone may be noise. */
function highestOf(series: Series, from: Instant, to: Instant): number {
  const { values } = series;
  let highest = Number.NEGATIVE_INFINITY;
  const end = countUntil(series, to);
  for (let index = Math.max(1, countUntil(series, from)); index < end; index++) {
    highest = Math.max(highest, Math.min(values[index - 1]!, values[index]!));
  }
  return highest;
}
