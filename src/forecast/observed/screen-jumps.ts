import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { pick, type Series } from './series.ts';

/** A gauge that reports this rarely may see a flood rise or fall by more than a jump twice in a row. */
const SLOW_MS = 30 * MINUTE_MS;
/** No flood rises by so many jumps within minutes. */
const MOST_JUMPS = 3;
/** After a silence of this length the next value is taken as it comes. */
const FORGET_MS = 3 * HOUR_MS;

export interface Screened {
  /** What was believed when it came. */
  accepted: Series;
  /** What turned out to be true: with what was held back and then confirmed. Nothing is missing on the steepest rise, as it is from `accepted`. */
  hindsight: Series;
}

/**
 * Takes spikes out and lets flash floods through, one value late. A value further than `jump` from the last accepted one, or the
 * first of all, is held back until the next one confirms it. The next one confirms it by lying within `jump` of it; by rising
 * further; or, at a gauge that reports rarely, by lying off on the same side. Looks only backwards.
 * @example screenJumps(series of 1, 1, 9, 1, 1.2, 2, 2.1 at 10 min, 0.6) // accepted 1, 1, 1.2, 2.1; hindsight 1, 1, 1.2, 2, 2.1
 */
export function screenJumps(series: Series, jump: number): Screened {
  const accepted: number[] = [];
  const hindsight: number[] = [];
  let last = Number.NaN;
  let lastAt = Number.NEGATIVE_INFINITY;
  let previous = Number.NaN;
  let previousAt = Number.NEGATIVE_INFINITY;
  series.values.forEach((value, index) => {
    const at = series.times[index]!;
    const isSlow = at - previousAt >= SLOW_MS;
    const isFar = Math.abs(previous - last) > jump;
    const risesOn = value > previous && previous > last && value - last < MOST_JUMPS * jump;
    const goesOn = isFar && (isSlow ? previous > last === value > last : risesOn);
    const confirmed = goesOn || Math.abs(value - previous) <= jump;
    const isBelieved = Math.abs(value - last) <= jump || at - lastAt > FORGET_MS;
    if (confirmed || (isBelieved && accepted.length > 0)) {
      // The first of all has nothing before it that it could have risen from; and what comes back to where it was confirms nothing.
      const wasTrue = Math.abs(value - previous) <= jump || Math.abs(value - last) > jump;
      if (confirmed && wasTrue && accepted.length > 0 && previousAt > lastAt) hindsight.push(index - 1);
      accepted.push(index);
      hindsight.push(index);
      last = value;
      lastAt = at;
    }
    previous = value;
    previousAt = at;
  });
  return { accepted: pick(series, accepted), hindsight: pick(series, hindsight) };
}
