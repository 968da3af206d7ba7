import fc from 'fast-check';
import type { Steps } from '../../src/forecast/issue/steps.ts';
import { HORIZONS, HORIZONS_H } from '../../src/forecast/observed/horizons.ts';

/** Rows, one a path, as they are worked on: step by step. */
export function stepsOf(paths: readonly ArrayLike<number>[]): Steps {
  return HORIZONS_H.map((_, step) => Float64Array.from(paths, (path) => path[step]!));
}

/** Rows, one a path, of rises to the millimetre. */
export const anyPaths = fc.array(
  fc
    .array(fc.integer({ min: -5000, max: 20_000 }), { minLength: HORIZONS, maxLength: HORIZONS })
    .map((mm) => Float64Array.from(mm, (each) => each / 1000)),
  { minLength: 1, maxLength: 40 },
);
