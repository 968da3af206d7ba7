import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Reading } from '../../reading/reading.ts';
import { isAccepted } from '../../reading/reading.ts';

export interface Trend {
  direction: 'rising' | 'steady' | 'falling';
  /** Metres an hour, signed. */
  rateMPerH: number;
}

/** Less than this in an hour is the gauge's own trembling. */
const STEADY_M = 0.03;

/**
 * What the stage did in its last hour, by accepted readings only; `null` where they do not reach back far enough.
 * @example trendOf([1.00 m at 12:00, 1.50 m at 13:00]) // { direction: 'rising', rateMPerH: 0.5 }
 */
export function trendOf(readings: readonly Pick<Reading, 'observedAt' | 'value' | 'quality'>[]): Trend | null {
  const accepted = readings.filter(isAccepted);
  const newest = accepted.at(-1);
  if (!newest) return null;
  const hourBefore = accepted.findLast((each) => each.observedAt <= newest.observedAt - HOUR_MS + 15 * MINUTE_MS);
  if (!hourBefore || newest.observedAt - hourBefore.observedAt > 2 * HOUR_MS) return null;
  const rateMPerH = (newest.value - hourBefore.value) / ((newest.observedAt - hourBefore.observedAt) / HOUR_MS);
  const direction = Math.abs(rateMPerH) < STEADY_M ? 'steady' : rateMPerH > 0 ? 'rising' : 'falling';
  return { direction, rateMPerH };
}
