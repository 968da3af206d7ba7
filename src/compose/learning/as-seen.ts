import { type Clock, type Instant, isAhead } from '../../lib/clock.ts';

/**
 * A moment that was written down, and where a clock that was ahead has written it, when that was first seen: for whoever asks whether it came
 * after something, that would be so again and again until its time has come.
 */
export function asSeen(clock: Clock, written: () => Instant | null): () => Instant | null {
  let seen: { at: Instant; written: Instant } | null = null;
  return () => {
    const [now, at] = [clock.now(), written()];
    if (at === null || !isAhead(at, now)) return at;
    if (seen?.written !== at || isAhead(seen.at, now)) seen = { at: now, written: at };
    return seen.at;
  };
}
