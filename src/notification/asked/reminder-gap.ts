import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';

/** One that nobody reads any more is none; where lives are in danger nobody is left alone with it for hours. */
const LONGEST: Record<RaisedLevel, number> = { prepare: 8, act: 8, danger: 2 };

/**
 * Each reminder waits twice as long as the one before, from `againAfterMin` on, up to so many times.
 * @example reminderGapMs('act', 60, 03:00, 03:00) // an hour; asked again at 04:00 another; at 05:00 two, at 07:00 four
 */
export function reminderGapMs(level: RaisedLevel, againAfterMin: number, firstAt: Instant, lastAt: Instant): number {
  const least = againAfterMin * MINUTE_MS;
  return Math.min(LONGEST[level] * least, Math.max(least, lastAt - firstAt));
}
