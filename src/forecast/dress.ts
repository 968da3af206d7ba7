import type { AnalogueModel } from './analogue-model.ts';
import { HORIZONS } from './horizons.ts';
import type { Projected } from './projection.ts';

/** A future may be told so much smaller or larger than it was: a flood in a calm moment's leaf must not stay a flood. */
const SIZE = { least: 0.2, most: 4 };

/** The future of a past situation as a path of rises from the present one: in size as the spread expected now is to that expected then. */
export function dress(
  { rises, tellings: { rows, spreads } }: Pick<AnalogueModel, 'rises' | 'tellings'>,
  telling: number,
  { sigma }: Pick<Projected, 'sigma'>,
): Float64Array {
  const [came, then] = [rows[telling]! * HORIZONS, telling * HORIZONS];
  return Float64Array.from({ length: HORIZONS }, (_, step) => {
    const larger = sigma[step]! / spreads[then + step]!;
    return rises[came + step]! * Math.min(SIZE.most, Math.max(SIZE.least, larger));
  });
}
