import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Series } from './series.ts';

/** A gauge that reports this rarely may see a flood rise or fall by more than a jump twice in a row. */
const SLOW_MS = 30 * MINUTE_MS;
/** No flood rises by so many jumps within minutes. */
const MOST_JUMPS = 3;
/** After a silence of this length the next value is taken as it comes. */
const FORGET_MS = 3 * HOUR_MS;

/**
 * Takes spikes out and lets flash floods through, one value late. A value further than `jump` from the last accepted one, or the
 * first of all, is held back until the next one confirms it. The next one confirms it by lying within `jump` of it; by rising
 * further; or, at a gauge that reports rarely, by lying off on the same side. Looks only backwards.
 * @example screenJumps(series of 1, 1, 9, 1, 1.2, 0.7 at 10 min, 0.6) // 1, 1, 1.2, 0.7
 */
export function screenJumps(series: Series, jump: number): Series {
  const times: number[] = [];
  const values: number[] = [];
  let accepted = Number.NaN;
  let acceptedAt = Number.NEGATIVE_INFINITY;
  let previous = Number.NaN;
  let previousAt = Number.NEGATIVE_INFINITY;
  series.values.forEach((value, index) => {
    const at = series.times[index]!;
    const isSlow = at - previousAt >= SLOW_MS;
    const isFar = Math.abs(previous - accepted) > jump;
    const risesOn = value > previous && previous > accepted && value - accepted < MOST_JUMPS * jump;
    const goesOn = isFar && (isSlow ? previous > accepted === value > accepted : risesOn);
    const confirmed = goesOn || Math.abs(value - previous) <= jump;
    const isBelieved = Math.abs(value - accepted) <= jump || at - acceptedAt > FORGET_MS;
    if (confirmed || (isBelieved && times.length > 0)) {
      times.push(at);
      values.push(value);
      accepted = value;
      acceptedAt = at;
    }
    previous = value;
    previousAt = at;
  });
  return { times: Float64Array.from(times), values: Float64Array.from(values) };
}
