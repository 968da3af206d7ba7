import { firstAtLeast } from './weighted-quantiles.ts';

/**
 * Each path keeps its rank among all at a step and takes the height that has this rank among other paths, as many as these, for so much
 * of it as the step says: what comes of what stays as it was seen, how high it comes is told by others (Schaake shuffle, Clark et al. 2004).
 * @example paths of 3, 1 and 2 at one step, others of 10, 30 and 20: wholly 30, 10 and 20; for a half 16.5, 5.5 and 11
 */
export function takeHeights(
  paths: readonly Float64Array[],
  others: readonly Float64Array[],
  parts: readonly number[],
): Float64Array[] {
  const told = paths.map((path) => path.slice());
  for (const [step, part] of parts.entries()) {
    if (part === 0) continue;
    const mine = heightsAt(paths, step);
    const [ranked, heights] = [mine.toSorted(), heightsAt(others, step).sort()];
    // Of equal ones each next takes the next rank.
    const taken = new Uint16Array(paths.length);
    for (let path = 0; path < paths.length; path++) {
      const height = mine[path]!;
      const first = firstAtLeast(ranked, height);
      told[path]![step] = (1 - part) * height + part * heights[first + taken[first]!++]!;
    }
  }
  return told;
}

function heightsAt(paths: readonly Float64Array[], step: number): Float64Array {
  const heights = new Float64Array(paths.length);
  for (let path = 0; path < paths.length; path++) heights[path] = paths[path]![step]!;
  return heights;
}
