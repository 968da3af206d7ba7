import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import { beforePeople } from './by-person/before-people.ts';
import type { Reading } from './reading.ts';
import type { ReadingStore, SeriesKey } from './reading-store.ts';

/** What came so much later than it was measured is a past that was imported: no sensor has spoken. */
const PAST_MS = DAY_MS;

/** Imports one after the other that may hide what was heard before them. */
const MOST_IMPORTS = 5;

/**
 * Whether a gauge has ever been heard: before imports over the time in which it was silent, too, by a clock that has been set back since, or so long
 * ago that people read it in its place. What people read is no word of the sensor: they may do so before there is one.
 */
export async function hasSpoken(
  readings: Pick<ReadingStore, 'latest' | 'window'>,
  series: SeriesKey,
  newest: Reading | null,
): Promise<boolean> {
  const ownBy = async (by: Instant) => readings.latest(series, await beforePeople(readings, series, by));
  let each = newest ?? (await ownBy(Number.MAX_SAFE_INTEGER));
  const isPast = () => each !== null && each.receivedAt - each.observedAt >= PAST_MS;
  for (let step = 0; step < MOST_IMPORTS && each && isPast(); step++) each = await ownBy(each.receivedAt - HOUR_MS);
  return each !== null && !isPast();
}
