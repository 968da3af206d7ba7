import { median } from '../lib/median.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { Station } from '../territory/station.ts';
import { isByPerson, type Reading } from './reading.ts';

/** A shorter interval than this is noticed missing within 35 minutes. */
const LONG_MIN = 15;
const LEAST_REPORTS = 8;
const OFTENER = 3;

/**
 * How often a gauge reports, in minutes, where that is three times as often as `intervalMin` says, and has been for an interval: its silence is
 * noticed by what is written there. What came together is one report. `null` where it fits, or too few have come.
 * @example intervalMin 60, a report every five minutes from 12:00 to 13:00 // 5
 */
export function reportsOftener(
  { intervalMin }: Pick<Station, 'intervalMin'>,
  past: readonly Pick<Reading, 'receivedAt' | 'tests'>[],
): number | null {
  const sensed = past.filter((each) => !isByPerson(each));
  const reports = [...new Set(sensed.map(({ receivedAt }) => receivedAt))].sort((a, b) => a - b);
  const [first, last] = [reports[0], reports.at(-1)];
  if (intervalMin < LONG_MIN || first === undefined || last === undefined) return null;
  if (reports.length < LEAST_REPORTS || last - first < intervalMin * MINUTE_MS) return null;
  const apart = reports.slice(1).map((at, index) => (at - reports[index]!) / MINUTE_MS);
  return Math.max(...apart) * OFTENER > intervalMin ? null : Math.max(1, Math.round(median(apart)));
}
