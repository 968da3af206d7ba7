import type { Instant } from '../../lib/clock.ts';
import { partitionPoint } from '../../lib/partition-point.ts';
import type { Reading } from '../../reading/reading.ts';

/** The newest of the readings (oldest first) observed at or before an instant; `null` where none is. */
export function newestAt(readings: readonly Reading[], at: Instant): Reading | null {
  const until = partitionPoint(readings.length, (index) => readings[index]!.observedAt <= at);
  return readings[until - 1] ?? null;
}

/** The value that stood at an instant; `null` where nothing was observed within the tolerance before it. */
export function valueAt(readings: readonly Reading[], at: Instant, toleranceMs: number): number | null {
  const newest = newestAt(readings, at);
  return newest !== null && at - newest.observedAt <= toleranceMs ? newest.value : null;
}
