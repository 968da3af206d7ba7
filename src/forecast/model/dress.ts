import { HORIZONS } from '../observed/horizons.ts';
import type { Dressing, Tellings } from './analogue-model.ts';
import { inSpreads, ofSpreads } from './byte-floats.ts';
import type { Projected } from './projection.ts';

/**
 * A future may be told so many times smaller or larger than it was: a flood in a calm moment's leaf must not stay a flood. (Smaller:
 * docs/forecast-tried.md, second round; larger: third.)
 */
const SIZE = { least: 0.2, most: 4 };
/** A scaled error counts as at least and at most so many spreads: no single surprise is told without bound. */
const ERROR = { least: -5, most: 8 };

/** Writes the future of a past situation into `path`, as rises from the present one. */
export function dress(
  { rises, errors, spreads }: Pick<Tellings, 'rises' | 'errors' | 'spreads'>,
  telling: number,
  dressing: Dressing,
  { mean, sigma }: Projected,
  path: Float64Array,
): void {
  const then = telling * HORIZONS;
  for (let step = 0; step < HORIZONS; step++) {
    const now = sigma[step]!;
    const spread = ofSpreads.values[spreads[then + step]!]!;
    const error = inSpreads.values[errors[then + step]!]!;
    if (dressing === 'error') path[step] = mean[step]! + error * spread;
    // Nothing like it was seen: its future would be told too small, so the mean has the word.
    else if (dressing === 'scaled-error' || now > SIZE.most * spread)
      path[step] = mean[step]! + now * Math.min(ERROR.most, Math.max(ERROR.least, error));
    else path[step] = inSpreads.values[rises[then + step]!]! * Math.max(SIZE.least * spread, now);
  }
}
