import { HOUR_MS } from '../lib/units.ts';

/** As zones of time are apart. @example quarterHours(-3_540_000) // 1, of 59 minutes either way */
export function quarterHours(ms: number): number {
  return Math.round((4 * Math.abs(ms)) / HOUR_MS) / 4;
}
