import type { Instant } from '../../lib/clock.ts';
import { isAccepted, isByPerson, type Reading } from '../reading.ts';

/**
 * When the sensor was first believed after a person read the gauge; `null` where it was not. What it said while that was not entered yet does not
 * count: a jammed one is believed until a person says otherwise.
 * @example read at 9:03, entered at 9:12, the sensor believed at 9:10 and in doubt from 9:20 on → `null`; believed at 9:20 too → 9:20
 */
export function overtakenAt(read: Reading, readings: readonly Reading[]): Instant | null {
  const first = readings.find(
    (each) =>
      isAccepted(each) && !isByPerson(each) && each.observedAt >= read.observedAt && each.receivedAt >= read.receivedAt,
  );
  return first?.observedAt ?? null;
}
