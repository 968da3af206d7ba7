import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { isRead, type Reading } from '../reading.ts';

/** What a person read may be entered so late, and says so long where the water stands. */
export const READ_HOLDS_MS = 3 * HOUR_MS;

/**
 * The newest that a person read at the painted gauge and that counts; `null` where that is longer ago than three hours.
 * @example read at 2:10, asked at 5:10 → it; at 5:11 → null
 */
export function readLately(readings: readonly Reading[], now: Instant): Reading | null {
  const newest = readings.findLast((each) => isRead(each) && each.observedAt <= now);
  return newest && newest.observedAt >= now - READ_HOLDS_MS ? newest : null;
}
