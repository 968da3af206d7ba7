import type { Instant } from '../../lib/clock.ts';
import { isAccepted, isByPerson, type Reading } from '../reading.ts';

/**
 * When the sensor was first believed after a person read the gauge; `null` where it was not. Where it had been before that was entered it is not
 * known either: a jammed one is believed until a person says otherwise.
 * @example read at 9:03, entered at 9:04, the sensor believed at 9:10 → 9:10; entered at 9:12 → `null`
 */
export function overtakenAt(read: Reading, readings: readonly Reading[]): Instant | null {
  const first = readings.find((each) => isAccepted(each) && !isByPerson(each) && each.observedAt >= read.observedAt);
  return first && first.receivedAt >= read.receivedAt ? first.observedAt : null;
}
