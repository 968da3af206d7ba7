import { HORIZONS } from '../observed/horizons.ts';

/** So many paths to be filled, side by side in one piece of memory: a typed array by itself for each would take more time than all else that is done with it. */
export function emptyPaths(count: number): Float64Array[] {
  const all = new Float64Array(count * HORIZONS);
  return Array.from({ length: count }, (_, path) => all.subarray(path * HORIZONS, (path + 1) * HORIZONS));
}
