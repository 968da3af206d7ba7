import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { isByPerson, type Reading } from '../../reading/reading.ts';

/** Closer than gauges report. */
export const CLOSEST_MS = MINUTE_MS / 2;

/**
 * What a forecast looks at of readings, oldest first, that come closer than gauges report: the last of each half minute, as the gauge would have told
 * that reports twice a minute, and what people read. What comes between is waves, and the forecasts of all other gauges would wait for it. Up to
 * two a minute they are given as they are.
 * @example noCloser(one a second for 36 hours, 36) // 4320 of them
 */
export function noCloser(readings: readonly Reading[], hours: number): readonly Reading[] {
  if (readings.length <= (hours * HOUR_MS) / CLOSEST_MS) return readings;
  const slotOf = ({ observedAt }: Reading) => Math.floor(observedAt / CLOSEST_MS);
  return readings.filter((each, index) => {
    const next = readings[index + 1];
    return next === undefined || isByPerson(each) || isByPerson(next) || slotOf(next) !== slotOf(each);
  });
}
