import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { isAccepted } from '../../reading/reading.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Station } from '../../territory/station.ts';
import { observedSeries } from '../observed/observed-series.ts';
import type { Series } from '../observed/series.ts';
import type { KeptFit } from './kept-fit.ts';

/** Older readings are not asked for. */
const YEAR_MS = 365 * DAY_MS;
export const LONGEST_RECORD_MS = 10 * YEAR_MS;

type Store = Pick<ReadingStore, 'window'>;

/** What the gauges of a network recorded, read piece by piece: others have their turn, and where the service ends it stops. */
export interface RecordedPast {
  /** Whether a past was filled in that lies before all that was learned from. */
  isLonger(store: Store, known: KeptFit['known'], now: Instant): Promise<boolean>;
  since(store: Store, from: Instant, now: Instant): Promise<Map<string, Series>>;
}

export function recordedPast(stations: readonly Station[], isEnding: () => boolean): RecordedPast {
  const stopped = new Error('the service stops');
  // Ten years of one gauge are seconds, on a slow machine a minute: no stop waits for them.
  const pause = async (): Promise<void> => {
    await setImmediate();
    if (isEnding()) throw stopped;
  };
  return {
    async isLonger(store, known, now) {
      for (const station of stations) {
        const record = known.get(station.id);
        if (record === undefined) continue;
        const key = { station: station.id, quantity: station.quantity };
        const oldest = now - LONGEST_RECORD_MS;
        for (let end = record.first - 1; end > oldest && !isEnding(); end -= YEAR_MS) {
          await setImmediate();
          const before = await store.window(key, Math.max(oldest, end - YEAR_MS + 1), end, now);
          if (before.some(isAccepted)) return true;
        }
      }
      return false;
    },
    async since(store, from, now) {
      const series = new Map<string, Series>();
      const span = { from, to: now, receivedBy: now };
      try {
        for (const station of stations) series.set(station.id, await observedSeries(store, station, span, pause));
      } catch (error) {
        if (error !== stopped) throw error;
      }
      return series;
    },
  };
}
