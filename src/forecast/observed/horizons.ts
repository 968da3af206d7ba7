/** Lead times (h) of the steps of a path. Each step holds the highest stage since the one before, so window maxima are exact. */
export const HORIZONS_H = [0.5, 1, 1.5, 2, 3, 4, 6, 9, 12] as const;
export const HORIZONS = HORIZONS_H.length;
/** The steps at 1, 3 and 6 h: where the trees are told what the mean path and its spread are. */
export const TOLD_STEPS = [1, 4, 6] as const;
/** The steps at 1, 3, 6 and 12 h: what the trees try to tell apart. */
export const SPLIT_STEPS = [1, 4, 6, 8] as const;
