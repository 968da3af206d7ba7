import { HORIZONS, HORIZONS_H } from '../observed/horizons.ts';

/** The heights of paths, by step those of all of them: what is done with paths is done step by step. */
export type Steps = readonly Float64Array[];

/** Of so many paths, to be filled: side by side in one piece of memory. */
export function emptySteps(paths: number): Steps {
  const all = new Float64Array(HORIZONS * paths);
  return HORIZONS_H.map((_, step) => all.subarray(step * paths, (step + 1) * paths));
}

/** The paths of one after those of the other. */
export function joined(all: readonly Steps[]): Steps {
  const paths = all.reduce((sum, [first]) => sum + first!.length, 0);
  const together = emptySteps(paths);
  let from = 0;
  for (const steps of all) {
    for (const [step, heights] of steps.entries()) together[step]!.set(heights, from);
    from += steps[0]!.length;
  }
  return together;
}

/** One row a path. */
export function pathsOf(steps: Steps): Float64Array[] {
  const count = steps[0]!.length;
  const all = new Float64Array(count * steps.length);
  for (const [step, heights] of steps.entries()) {
    for (let path = 0; path < count; path++) all[path * steps.length + step] = heights[path]!;
  }
  return Array.from({ length: count }, (_, path) => all.subarray(path * steps.length, (path + 1) * steps.length));
}
