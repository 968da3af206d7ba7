import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Reading } from './reading.ts';
import type { ReadingStore, SeriesKey } from './reading-store.ts';

const MONTH_MS = 31 * DAY_MS;

/** Both ends belong to it; what was received later is not seen. */
export interface Span {
  from: Instant;
  to: Instant;
  receivedBy: Instant;
}

/**
 * The readings of a long span, as of a year, in pieces of a month or shorter, and others have their turn before each: a year of a gauge that speaks every
 * minute would hold everybody up for seconds, for a store on this machine answers at once.
 */
export async function* pieceByPiece(
  readings: Pick<ReadingStore, 'window'>,
  series: SeriesKey,
  { from, to, receivedBy }: Span,
  giveWay: () => Promise<void>,
  pieceMs = MONTH_MS,
): AsyncGenerator<readonly Reading[]> {
  for (let start = from; start <= to; start += pieceMs) {
    await giveWay();
    yield await readings.window(series, start, Math.min(to, start + pieceMs - 1), receivedBy);
  }
}

/** All of them. */
export async function longWindow(...asked: Parameters<typeof pieceByPiece>): Promise<Reading[]> {
  const all: Reading[] = [];
  for await (const piece of pieceByPiece(...asked)) for (const reading of piece) all.push(reading);
  return all;
}
