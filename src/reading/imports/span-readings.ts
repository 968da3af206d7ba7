import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../reading.ts';
import type { ReadingStore, SeriesKey } from '../reading-store.ts';
import { insertReading, type RecentReadings } from '../recent-readings.ts';

/** The readings of one span of time, however long ago, as what is imported into it is judged by. */
export function spanReadings(
  store: Pick<ReadingStore, 'window'>,
  from: Instant,
  to: Instant,
  receivedBy: Instant,
): RecentReadings {
  const held = new Map<string, Reading[]>();
  const keyOf = ({ station, quantity }: SeriesKey) => `${station}/${quantity}`;
  return {
    async of(series) {
      const known = held.get(keyOf(series));
      if (known) return known;
      const list = await store.window(series, from, to, receivedBy);
      held.set(keyOf(series), list);
      return list;
    },
    held: (series) => held.get(keyOf(series)) ?? null,
    add(reading) {
      const list = held.get(keyOf(reading));
      if (list) insertReading(list, reading);
    },
    forget: (series) => void held.delete(keyOf(series)),
  };
}
