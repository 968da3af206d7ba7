import { HOUR_MS } from '../lib/units.ts';
import type { ReadingStore } from './reading-store.ts';

/**
 * The readings of a span, or where the disk has spoiled some, those after them: half of the span, a quarter, down to an hour. That is told. Throws
 * where none of it can be read. For what goes on from now; whoever needs the whole asks the store.
 */
export function readableWindow(
  store: Pick<ReadingStore, 'window'>,
  spoiled: (station: string, error: unknown) => void,
): ReadingStore['window'] {
  return async (series, from, to, receivedBy) => {
    try {
      return await store.window(series, from, to, receivedBy);
    } catch (error) {
      spoiled(series.station, error);
      for (let spanMs = (to - from) / 2; spanMs >= HOUR_MS; spanMs /= 2) {
        const found = await store.window(series, Math.ceil(to - spanMs), to, receivedBy).catch(() => []);
        if (found.length > 0) return found;
      }
      throw error;
    }
  };
}
