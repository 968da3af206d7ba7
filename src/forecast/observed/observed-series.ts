import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { isAccepted, type Reading } from '../../reading/reading.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Station } from '../../territory/station.ts';
import type { Series } from './series.ts';

const PIECE_MS = 31 * DAY_MS;

/** Both ends belong to it; what was received later is not seen. */
export interface Span {
  from: Instant;
  to: Instant;
  receivedBy: Instant;
}

/** Accepted readings of a gauge as columns; read a month at a time so that others get their turn. */
export async function observedSeries(
  readings: Pick<ReadingStore, 'window'>,
  { id, quantity }: Station,
  { from, to, receivedBy }: Span,
  giveWay: () => Promise<void>,
): Promise<Series> {
  const times: number[] = [];
  const values: number[] = [];
  for (let start = from; start <= to; start += PIECE_MS) {
    // A store on this machine answers at once: without this nobody else would have a turn.
    await giveWay();
    const end = Math.min(to, start + PIECE_MS - 1);
    for (const reading of await readings.window({ station: id, quantity }, start, end, receivedBy)) {
      if (!isAccepted(reading)) continue;
      times.push(reading.observedAt);
      values.push(reading.value);
    }
  }
  return { times: Float64Array.from(times), values: Float64Array.from(values) };
}

/** Readings in columns. Of several revisions of one moment the last stands; nothing after `until` is looked at. */
export function seriesOf(readings: readonly Reading[], until: Instant): Series {
  const byTime = new Map<number, number>();
  for (const { observedAt, receivedAt, value } of readings) {
    if (observedAt <= until && receivedAt <= until) byTime.set(observedAt, value);
  }
  return { times: Float64Array.from(byTime.keys()), values: Float64Array.from(byTime.values()) };
}
