import { HORIZONS } from './horizons.ts';
import { quantile } from './median.ts';

/** What lies below this quantile keeps so much of its distance to it: what is stated at .9 or more then comes true as often (measured). */
const LOWER = { quantile: 0.6, kept: 0.6 };

/**
 * Many rivers together are spread too wide, like every pool of well calibrated forecasts (Ranjan and Gneiting 2010): nine in ten was
 * said only where all came true. What lies below six tenths of the paths of a step is drawn nearer to that height; heights above it are
 * reached by as many paths as before.
 * @example of 0, 10, 20, 30, 40 and 50 at one step the paths become 12, 18, 24, 30, 40 and 50
 */
export function drawLaggards(paths: readonly Float64Array[]): Float64Array[] {
  const drawn = paths.map((path) => path.slice());
  const heights = new Float64Array(paths.length);
  for (let step = 0; step < HORIZONS; step++) {
    for (let path = 0; path < paths.length; path++) heights[path] = paths[path]![step]!;
    const height = quantile(heights, LOWER.quantile);
    for (const path of drawn) {
      if (path[step]! < height) path[step] = height + LOWER.kept * (path[step]! - height);
    }
  }
  return drawn;
}
