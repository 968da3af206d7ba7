import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import type { Reading } from './reading.ts';
import { sameKey } from './reading.ts';
import type { ReadingStore, Series } from './reading-store.ts';

/** The last hours of every series in memory, so that quality control and forecasts need no query a message. */
export interface RecentReadings {
  /** Oldest first, the newest revision of each key; read from the store at first use. The caller may not change it. */
  of(series: Series, now: Instant): Promise<readonly Reading[]>;
  /** Takes in a reading that is being stored. */
  add(reading: Reading, now: Instant): void;
  /** Forgets a series, so that it is read again: after a failed write. */
  forget(series: Series): void;
}

export function createRecentReadings(store: ReadingStore, historyH: number): RecentReadings {
  const held = new Map<string, Reading[]>();
  const keyOf = ({ station, quantity }: Series) => `${station}/${quantity}`;
  return {
    async of(series, now) {
      const key = keyOf(series);
      let list = held.get(key);
      if (!list) {
        list = await store.window(series, now - historyH * HOUR_MS, now + HOUR_MS, now);
        held.set(key, list);
      }
      return list;
    },
    add(reading, now) {
      const list = held.get(keyOf(reading));
      if (!list) return;
      const at = list.findLastIndex((each) => each.observedAt <= reading.observedAt);
      const known = list[at];
      if (known && sameKey(known, reading)) list[at] = reading;
      else list.splice(at + 1, 0, reading);
      const cutoff = now - historyH * HOUR_MS;
      // Trimmed by the hour, not at every message.
      if ((list[0]?.observedAt ?? now) < cutoff - HOUR_MS) {
        list.splice(
          0,
          list.findIndex((each) => each.observedAt >= cutoff),
        );
      }
    },
    forget: (series) => void held.delete(keyOf(series)),
  };
}
