import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Reading } from './reading.ts';
import type { ReadingStore, SeriesKey } from './reading-store.ts';

const PIECE_MS = 31 * DAY_MS;

/**
 * The readings of a long span, as of a year. They are read a month at a time, and others have their turn before each: a year of a gauge that speaks
 * every minute would hold everybody up for seconds.
 */
export async function longWindow(
  readings: Pick<ReadingStore, 'window'>,
  series: SeriesKey,
  { from, to, receivedBy }: { from: Instant; to: Instant; receivedBy: Instant },
  giveWay: () => Promise<void>,
): Promise<Reading[]> {
  const all: Reading[] = [];
  for (let start = from; start <= to; start += PIECE_MS) {
    await giveWay();
    const piece = await readings.window(series, start, Math.min(to, start + PIECE_MS - 1), receivedBy);
    for (const reading of piece) all.push(reading);
  }
  return all;
}
