import { HORIZONS } from '../observed/horizons.ts';
import type { AnalogueModel, Dressing } from './analogue-model.ts';
import type { Projected } from './projection.ts';

/** A future may be told so much smaller or larger than it was: a flood in a calm moment's leaf must not stay a flood. */
const SIZE = { least: 0.2, most: 4 };
const ERROR = { least: -5, most: 8 };

/** Writes the future of a past situation into `path`, as rises from the present one. */
export function dress(
  { rises, tellings: { rows, errors, spreads } }: Pick<AnalogueModel, 'rises' | 'tellings'>,
  telling: number,
  dressing: Dressing,
  { mean, sigma }: Projected,
  path: Float64Array,
): void {
  const [came, then] = [rows[telling]! * HORIZONS, telling * HORIZONS];
  for (let step = 0; step < HORIZONS; step++) {
    const [error, spread] = [errors[then + step]!, spreads[then + step]!];
    const larger = sigma[step]! / spread;
    if (dressing === 'error') path[step] = mean[step]! + error;
    // Nothing like it was seen: its future would be told too small, so the mean has the word.
    else if (dressing === 'scaled-error' || larger > SIZE.most)
      path[step] = mean[step]! + sigma[step]! * Math.min(ERROR.most, Math.max(ERROR.least, error / spread));
    else path[step] = rises[came + step]! * Math.max(SIZE.least, larger);
  }
}
