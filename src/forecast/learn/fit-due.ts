import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { scaleOf } from '../observed/gauge.ts';
import { FUTURE_MS } from '../observed/horizons.ts';
import { beforeRunningFlood, FLOOD_RISE, LONGEST_FLOOD_MS } from '../observed/running-flood.ts';
import { type Series, sliceOf } from '../observed/series.ts';

/** What a fit knew of one gauge. */
export interface KnownRecord {
  /** Its first reading. */
  first: Instant;
  /** When its record began. A reading alone, years before the others, came from a clock that was wrong, and does not count. */
  began: Instant;
  /** The highest value that it learned from, as the gauge reads it; asked of stages only. */
  highest: number;
  /** From which value on it took the water to stand in flood. */
  flood: number;
}

/** A fit is due when the youngest record has grown by this share, between a week and half a year. */
const GROWTH = { share: 0.25, leastMs: 7 * DAY_MS, mostMs: 182 * DAY_MS };
/** A flood higher than any before by this share of the bankfull rise has something to teach; while water stands high, every three days. */
const HIGHER = { share: 0.1, apartMs: 3 * DAY_MS };

/** What is known of each gauge at a moment; those never seen are left out. */
export function knownRecords(
  stations: readonly Station[],
  series: ReadonlyMap<string, Series>,
  at: Instant,
): Map<string, KnownRecord> {
  return new Map(
    stations.flatMap((station) => {
      const own = series.get(station.id);
      const first = own?.times[0];
      if (own === undefined || first === undefined || first > at) return [];
      const { times } = sliceOf(own, Number.NEGATIVE_INFINITY, at);
      const began = times.find((each, index) => times[index + 1]! - each <= DAY_MS) ?? first;
      const { zero, scale } = scaleOf(station, own, at);
      const flood = zero + FLOOD_RISE * scale;
      return [
        [
          station.id,
          { first, began, flood, highest: highestLearned(own, flood, Number.NEGATIVE_INFINITY, at) },
        ] as const,
      ];
    }),
  );
}

/** When the record of the youngest gauge has grown enough, whatever comes. @example one gauge with four years: half a year later */
export function grownAt(fittedAt: Instant, known: ReadonlyMap<string, KnownRecord>): Instant {
  const growths = [...known.values()].map(({ began }) => GROWTH.share * (fittedAt - began));
  return fittedAt + Math.min(GROWTH.mostMs, Math.max(GROWTH.leastMs, Math.min(...growths, Number.POSITIVE_INFINITY)));
}

/** Whether a fit lacks something that came since: a gauge that had no readings then and has a day of them now, or a flood higher than any before. */
export function teachesMore(
  stations: readonly Station[],
  series: ReadonlyMap<string, Series>,
  known: ReadonlyMap<string, KnownRecord>,
  fittedAt: Instant,
  now: Instant,
): boolean {
  return stations.some((station) => {
    const own = series.get(station.id);
    const record = known.get(station.id);
    if (own === undefined) return false;
    if (record === undefined) return own.times[0] !== undefined && own.times[0] <= now - DAY_MS;
    if (station.quantity !== 'stage' || now - fittedAt < HIGHER.apartMs) return false;
    // A flood that ran at the last fit was not learned from then.
    const from = fittedAt - LONGEST_FLOOD_MS - FUTURE_MS;
    return highestLearned(own, record.flood, from, now) > record.highest + HIGHER.share * station.bankfullRiseM;
  });
}

/** The highest that two values in a row reached in floods that are over, with what came of them seen: one value alone may be noise. */
function highestLearned(series: Series, flood: number, from: Instant, at: Instant): number {
  const { values } = sliceOf(series, from, beforeRunningFlood(series, flood, at) - FUTURE_MS);
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 1; index < values.length; index++) {
    highest = Math.max(highest, Math.min(values[index - 1]!, values[index]!));
  }
  return highest;
}
