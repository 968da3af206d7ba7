import { type Instant, isAhead } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { isTakenBack, type Reading, sameKey } from './reading.ts';
import type { ReadingStore, SeriesKey } from './reading-store.ts';
import { indexAt } from './since.ts';

/** The last hours of every series in memory, so that quality control and forecasts need no query a message. */
export interface RecentReadings {
  /** Oldest first, the newest revision of each key; read from the store at first use. The caller may not change it. */
  of(series: SeriesKey, now: Instant): Promise<readonly Reading[]>;
  /** The same where it has been read before: without waiting. */
  held(series: SeriesKey): readonly Reading[] | null;
  /** Takes in a reading that is being stored; one that is taken back goes out. */
  add(reading: Reading, now: Instant): void;
  /** Forgets a series, so that it is read again: after a failed write. */
  forget(series: SeriesKey): void;
}

/** Those of the running service. */
export interface HeldReadings extends RecentReadings {
  /** Forgets the series that another process has written (`amont import`), and all once the clock was set. Never while a reading that was added is being stored. */
  refresh(): void;
}

/** One series: being read, and as it was read. */
interface Held {
  loading: Promise<Reading[]>;
  list: Reading[] | null;
}

/** What is no longer as it was read: of so many gauges that only those are read again which another process has written. */
export type ToReadAgain = readonly SeriesKey[] | 'all';

/** `toReadAgain`: what another process has written since this was last asked; all where the clock was set. */
export function createRecentReadings(
  store: Pick<ReadingStore, 'window'>,
  historyH: number,
  toReadAgain: () => ToReadAgain = () => [],
): HeldReadings {
  // One load a series, whoever asks first: a second one would miss what was added since the first.
  const held = new Map<string, Held>();
  const keyOf = ({ station, quantity }: SeriesKey) => `${station}/${quantity}`;

  /** While it is being read as well: what the store answers is of before. */
  function change(series: SeriesKey, how: (list: Reading[]) => void): void {
    const entry = held.get(keyOf(series));
    if (entry?.list) how(entry.list);
    else entry?.loading.then(how, () => {});
  }

  return {
    of(series, now) {
      const key = keyOf(series);
      const entry = held.get(key);
      if (entry) return entry.loading;
      const loading = windowAtHand(store, series, now - historyH * HOUR_MS, now);
      const fresh: Held = { loading, list: null };
      held.set(key, fresh);
      // What a slow store answers after it was asked anew is no longer what is held.
      loading.then(
        (list) => void (fresh.list = list),
        () => held.get(key) === fresh && held.delete(key),
      );
      return loading;
    },
    held: (series) => held.get(keyOf(series))?.list ?? null,
    add(reading, now) {
      if (isTakenBack(reading)) return change(reading, (list) => takeOut(list, reading));
      const cutoff = now - historyH * HOUR_MS;
      if (reading.observedAt < cutoff) return;
      change(reading, (list) => {
        insertReading(list, reading);
        // Trimmed by the hour, not at every message.
        if ((list[0]?.observedAt ?? now) < cutoff - HOUR_MS) {
          list.splice(
            0,
            list.findIndex((each) => each.observedAt >= cutoff),
          );
        }
      });
    },
    forget: (series) => void held.delete(keyOf(series)),
    refresh: () => {
      const again = toReadAgain();
      if (again === 'all') held.clear();
      else for (const series of again) held.delete(keyOf(series));
    },
  };
}

/**
 * All that is known now, whatever the clock said when it came: what was received at a time that has yet to come was received while the clock was
 * ahead. It counts where it was observed before now, for then the sensor's own clock said so.
 */
async function windowAtHand(
  store: Pick<ReadingStore, 'window'>,
  series: SeriesKey,
  from: Instant,
  now: Instant,
): Promise<Reading[]> {
  const found = await store.window(series, from, now + HOUR_MS, Number.MAX_SAFE_INTEGER);
  return found.filter((each) => each.observedAt <= now || !isAhead(each.receivedAt, now));
}

function takeOut(list: Reading[], { observedAt }: Reading): void {
  const at = indexAt(list, observedAt);
  if (list[at]?.observedAt === observedAt) list.splice(at, 1);
}

/** Keeps the order of time; a known key is replaced. */
export function insertReading(list: Reading[], reading: Reading): void {
  const at = indexAt(list, reading.observedAt);
  const known = list[at];
  if (known && sameKey(known, reading)) list[at] = reading;
  else list.splice(at, 0, reading);
}
