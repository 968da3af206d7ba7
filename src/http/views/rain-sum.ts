import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { isAccepted, type Reading } from '../../reading/reading.ts';
import type { Station } from '../../territory/station.ts';

export interface RainSum {
  mm: number;
  /** One; more where the gauge reports more rarely. */
  hours: number;
}

/**
 * What fell in the hour up to the newest reading; `null` where they do not reach back so far or one of them is in doubt: a sum
 * without it would read as less rain. Each reading stands for the interval before it.
 * @example rainSumOf([2 mm at 12:30, 0.4 mm at 13:00], { intervalMin: 30 }) // { mm: 2.4, hours: 1 }
 */
export function rainSumOf(
  readings: readonly Pick<Reading, 'observedAt' | 'value' | 'quality'>[],
  { intervalMin }: Pick<Station, 'intervalMin'>,
): RainSum | null {
  const newest = readings.at(-1);
  if (!newest) return null;
  const hours = Math.max(1, intervalMin / 60);
  const intervalMs = intervalMin * MINUTE_MS;
  // Half an interval off, or a second more or less in a sensor's clock would count one reading too many.
  const after = newest.observedAt - hours * HOUR_MS + intervalMs / 2;
  const reachesBack = readings.some(({ observedAt }) => observedAt <= after + intervalMs);
  const fallen = readings.filter(({ observedAt }) => observedAt > after);
  if (!reachesBack || !fallen.every(isAccepted)) return null;
  return { mm: fallen.reduce((sum, { value }) => sum + value, 0), hours };
}
