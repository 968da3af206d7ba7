import type { Instant } from '../lib/clock.ts';
import { partitionPoint } from '../lib/partition-point.ts';
import type { Reading } from './reading.ts';

/**
 * Half a day of two a minute, closer than gauges report. Whoever sends a thousand a minute may not have all of them looked at again
 * with each that comes.
 */
export const MOST_LOOKED_AT = 1_440;

/**
 * The readings from an instant on, of a series that is sorted by time: asked at every message, so found by halving.
 * @example since([at 10:00, at 10:10, at 10:20], 10:10) // [at 10:10, at 10:20]
 */
export function since(readings: readonly Reading[], from: Instant): readonly Reading[] {
  return readings.slice(indexAt(readings, from));
}

/**
 * The readings with from <= observedAt < to. Of more than anybody should send, every second, third and so on back from the newest.
 * @example between([at 10:00, at 10:10, at 10:20], 10:00, 10:20) // [at 10:00, at 10:10]
 */
export function between(readings: readonly Reading[], from: Instant, to: Instant): readonly Reading[] {
  const first = indexAt(readings, from);
  const end = Math.max(first, indexAt(readings, to));
  const step = Math.ceil((end - first) / MOST_LOOKED_AT);
  if (step <= 1) return readings.slice(first, end);
  const chosen: Reading[] = [];
  for (let at = first + ((end - 1 - first) % step); at < end; at += step) chosen.push(readings[at]!);
  return chosen;
}

/** Where the readings from an instant on begin. */
export function indexAt(readings: readonly Reading[], from: Instant): number {
  return partitionPoint(readings.length, (index) => readings[index]!.observedAt < from);
}
