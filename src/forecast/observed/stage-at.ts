import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../../reading/reading.ts';

/** The newest of the readings (oldest first) observed at or before an instant; `null` where none is. */
export function newestAt(readings: readonly Reading[], at: Instant): Reading | null {
  let low = 0;
  let high = readings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (readings[middle]!.observedAt <= at) low = middle + 1;
    else high = middle;
  }
  return readings[low - 1] ?? null;
}

/** The value that stood at an instant; `null` where nothing was observed within the tolerance before it. */
export function valueAt(readings: readonly Reading[], at: Instant, toleranceMs: number): number | null {
  const newest = newestAt(readings, at);
  return newest !== null && at - newest.observedAt <= toleranceMs ? newest.value : null;
}
