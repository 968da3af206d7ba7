import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { isAccepted, isByPerson, type Reading } from '../reading.ts';

/** From the bridge to the page; who enters it later has been told by the sensor meanwhile. */
const ENTERING_MS = HOUR_MS / 2;

type Timed = Pick<Reading, 'observedAt' | 'receivedAt'>;

/**
 * When the sensor was first believed again after a person had read the gauge: with as high a value, or with any that came in after the
 * person's was known. `null` where it was not: a lower value from before says nothing, for a jammed sensor is believed until a person says otherwise.
 * @example 2 m read at 9:03, entered at 9:12, the sensor believed with 1 m at 9:10, then in doubt → `null`; believed with 1.8 m at 9:20 too → 9:20
 */
export function overtakenAt(read: Reading, readings: readonly Reading[]): Instant | null {
  const first = readings.find(
    (each) =>
      isAccepted(each) &&
      !isByPerson(each) &&
      each.observedAt >= read.observedAt &&
      (each.value >= read.value || each.receivedAt >= read.receivedAt),
  );
  return first?.observedAt ?? null;
}

/** Whether this was told, by the sensor say, while what a person had read was being entered. */
export function toldMeanwhile(read: Timed, told: Timed): boolean {
  const later = told.observedAt - read.observedAt;
  return later >= 0 && later <= ENTERING_MS && told.receivedAt < read.receivedAt;
}
