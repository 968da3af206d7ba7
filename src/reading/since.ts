import type { Instant } from '../lib/clock.ts';
import type { Reading } from './reading.ts';

/**
 * The readings from an instant on, of a series that is sorted by time: asked at every message, so found by halving.
 * @example since([at 10:00, at 10:10, at 10:20], 10:10) // [at 10:10, at 10:20]
 */
export function since(readings: readonly Reading[], from: Instant): readonly Reading[] {
  return readings.slice(indexAt(readings, from));
}

/** Where the readings from an instant on begin. */
export function indexAt(readings: readonly Reading[], from: Instant): number {
  let low = 0;
  let high = readings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (readings[middle]!.observedAt < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
