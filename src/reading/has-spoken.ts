import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import { beforePeople } from './by-person/before-people.ts';
import type { Reading } from './reading.ts';
import type { ReadingStore, SeriesKey } from './reading-store.ts';

/** A reading that came so much later than it was measured was imported: no sensor said it. */
const PAST_MS = DAY_MS;

/** So many imports, one after the other, are looked behind. */
const MOST_IMPORTS = 5;

/**
 * Whether the sensor of a gauge has ever been heard. What hides it is looked behind: a past that was imported since, what people have read in
 * its place (they may do so before there is a sensor), and a clock that has been set back.
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
