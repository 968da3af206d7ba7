import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { isByPerson, type Reading } from '../reading.ts';
import type { ReadingStore, SeriesKey } from '../reading-store.ts';

/** Nobody reads a painted gauge for longer in place of a sensor that says nothing. */
export const LOOKED_BACK_MS = 28 * DAY_MS;

/**
 * The newest reading of the sensor itself, whatever its quality: what people read at the gauge meanwhile does not make it heard.
 * `null` where there is none, or none of the last four weeks where a person has read since.
 */
export async function latestBySensor(
  readings: Pick<ReadingStore, 'latest' | 'window'>,
  series: SeriesKey,
  now: Instant,
): Promise<Reading | null> {
  const latest = await readings.latest(series, now);
  if (!latest || !isByPerson(latest)) return latest;
  const past = await readings.window(series, now - LOOKED_BACK_MS, now, now);
  return past.findLast((each) => !isByPerson(each)) ?? null;
}
