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
  const taken = paths.map((path) => path.slice());
  for (const [step, part] of parts.entries()) {
    if (part === 0) continue;
    const heights = others.map((path) => path[step]!).toSorted((a, b) => a - b);
    const ranks = [...paths.keys()].toSorted((a, b) => paths[a]![step]! - paths[b]![step]!);
    for (const [rank, path] of ranks.entries()) {
      taken[path]![step] = (1 - part) * paths[path]![step]! + part * heights[rank]!;
    }
  }
  return taken;
}
