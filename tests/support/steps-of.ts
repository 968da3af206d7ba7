import type { Steps } from '../../src/forecast/issue/steps.ts';
import { HORIZONS_H } from '../../src/forecast/observed/horizons.ts';

/** Rows, one a path, as they are worked on: step by step. */
export function stepsOf(paths: readonly ArrayLike<number>[]): Steps {
  return HORIZONS_H.map((_, step) => Float64Array.from(paths, (path) => path[step]!));
}
