import type { Instant } from '../../lib/clock.ts';
import { pieceByPiece, type Span } from '../../reading/long-window.ts';
import { isAccepted, type Reading } from '../../reading/reading.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Station } from '../../territory/station.ts';
import type { Series } from './series.ts';

/** Accepted readings of a gauge as columns. */
export async function observedSeries(
  readings: Pick<ReadingStore, 'window'>,
  { id, quantity }: Station,
  span: Span,
  giveWay: () => Promise<void>,
): Promise<Series> {
  const times: number[] = [];
  const values: number[] = [];
  for await (const piece of pieceByPiece(readings, { station: id, quantity }, span, giveWay)) {
    for (const reading of piece) {
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
