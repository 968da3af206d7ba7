import type { Instant } from '../../src/lib/clock.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { stageReading } from './stage-reading.ts';

/** A gauge that was told to report each second and not each ten minutes: so many readings up to an instant, oldest first. */
export function everySecond(
  station: string,
  until: Instant,
  count: number,
  stageAt = (index: number) => 3 + (index % 7) / 100,
): Reading[] {
  return Array.from({ length: count }, (_, index) =>
    stageReading(station, until - (count - 1 - index) * 1000, stageAt(index)),
  );
}
