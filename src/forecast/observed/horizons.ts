import { HOUR_MS } from '../../lib/units.ts';

/** Lead times (h) of the steps of a path. Each step holds the highest stage since the one before, so window maxima are exact. */
export const HORIZONS_H = [0.5, 1, 1.5, 2, 3, 4, 6, 9, 12] as const;
export const HORIZONS = HORIZONS_H.length;
/** What comes of a moment is known so long after it. */
export const FUTURE_MS = HORIZONS_H.at(-1)! * HOUR_MS;

/** The step that ends at a lead time. @example stepAt(3) // 4 */
export function stepAt(leadTimeH: (typeof HORIZONS_H)[number]): number {
  return HORIZONS_H.indexOf(leadTimeH);
}

/** Where the trees are told what the mean path and its spread are. */
export const TOLD_STEPS = [stepAt(1), stepAt(3), stepAt(6)] as const;
/** What the trees try to tell apart. */
export const SPLIT_STEPS = [stepAt(1), stepAt(3), stepAt(6), stepAt(12)] as const;
