import { MINUTE_MS } from '../../lib/units.ts';
import { isAccepted, type Reading } from '../../reading/reading.ts';
import type { Station } from '../../territory/station.ts';

/** Neighbours further apart, in intervals, have another between them that is missing. */
const MOST_APART = 1.5;

export interface RainSum {
  mm: number;
  /** One; more where the gauge reports more rarely. */
  hours: number;
}

/**
 * What fell in the hour up to the newest reading; `null` where they do not reach back so far, where one is missing between them or one of
 * them is in doubt: a sum without it would read as less rain. Each reading stands for the interval before it.
 * @example rainSumOf([2 mm at 12:30, 0.4 mm at 13:00], { intervalMin: 30 }) // { mm: 2.4, hours: 1 }
 */
export function rainSumOf(
  readings: readonly Pick<Reading, 'observedAt' | 'value' | 'quality'>[],
  { intervalMin }: Pick<Station, 'intervalMin'>,
): RainSum | null {
  // Whole intervals that make an hour or more: of 45 minutes two, which are an hour and a half.
  const count = Math.ceil(60 / intervalMin);
  const fallen = readings.slice(-count);
  const isWhole = fallen.every(
    ({ observedAt }, index) =>
      index === 0 || observedAt - fallen[index - 1]!.observedAt <= MOST_APART * intervalMin * MINUTE_MS,
  );
  if (fallen.length < count || !isWhole || !fallen.every(isAccepted)) return null;
  return { mm: fallen.reduce((sum, { value }) => sum + value, 0), hours: (count * intervalMin) / 60 };
}
