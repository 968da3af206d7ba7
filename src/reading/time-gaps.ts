import type { Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { Station } from '../territory/station.ts';
import { isByPerson, type Reading } from './reading.ts';

/** A stretch without readings, from the last before it to the first after it, and how many should have come. */
export interface TimeGap {
  from: Instant;
  to: Instant;
  missing: number;
}

/** A report may come late by half an interval before it counts as missing. */
const LATE_SHARE = 0.5;

/**
 * Where a sensor was silent between `from` and `to`, whatever people read there meanwhile; readings oldest first.
 * @example every 10 minutes, readings at 0, 10, 40 and to = 40 → [{ from: 10, to: 40, missing: 2 }]
 */
export function timeGaps(
  readings: readonly Pick<Reading, 'observedAt' | 'tests'>[],
  { intervalMin }: Pick<Station, 'intervalMin'>,
  from: Instant,
  to: Instant,
): TimeGap[] {
  const intervalMs = intervalMin * MINUTE_MS;
  const instants = [from, ...readings.flatMap((each) => (isByPerson(each) ? [] : each.observedAt)), to];
  return instants.slice(1).flatMap((instant, index) => {
    const before = instants[index] ?? from;
    if (instant - before <= (1 + LATE_SHARE) * intervalMs) return [];
    return [{ from: before, to: instant, missing: Math.max(1, Math.round((instant - before) / intervalMs) - 1) }];
  });
}
