import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { isAccepted, isByPerson, type Reading } from '../reading.ts';

/** From the bridge to the page; what is entered later than this has been told by the sensor meanwhile. */
const ENTERING_MS = HOUR_MS / 2;

/**
 * Whether what a person had read at the painted gauge was known when the sensor's later reading was judged. While it is being entered it is not: a
 * jammed sensor is believed until then.
 * @example read at 9:03, entered at 9:12: the sensor's reading of 9:10 did not know of it, that of 9:20 did; entered at noon: that of 9:40 tells as well
 */
export function knewOf(read: Reading, sensed: Reading): boolean {
  return sensed.receivedAt >= read.receivedAt || sensed.observedAt - read.observedAt > ENTERING_MS;
}

/** When the sensor was first believed after a person read the gauge, and in spite of it; `null` where it was not. */
export function overtakenAt(read: Reading, readings: readonly Reading[]): Instant | null {
  const first = readings.find(
    (each) => isAccepted(each) && !isByPerson(each) && each.observedAt >= read.observedAt && knewOf(read, each),
  );
  return first?.observedAt ?? null;
}
