const FLOOR = 1e-4;

/** A chance of 0 or 1 has no finite logarithm: one wrong case would be all of the score. */
export function keepFinite(chance: number): number {
  return Math.min(1 - FLOOR, Math.max(FLOOR, chance));
}
