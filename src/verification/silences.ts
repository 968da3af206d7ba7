import type { Series } from '../forecast/observed/series.ts';
import type { Instant } from '../lib/clock.ts';
import { BRIDGE_MS } from './match-events.ts';

/** From the last reading before to the first one after it. */
export interface Silence {
  from: Instant;
  to: Instant;
}

/**
 * When a gauge was not seen for so long that a flood could have come and gone: what is judged by its readings says nothing of these times.
 * @example readings at 1:00, 2:00 and 11:00, asked from 0:00 to 12:00 → one silence, from 2:00 to 11:00
 */
export function silences({ times }: Pick<Series, 'times'>, from: Instant, to: Instant): Silence[] {
  const ends = [...times.filter((at) => at > from && at < to), to];
  return ends.flatMap((end, index) => {
    const start = ends[index - 1] ?? from;
    return end - start > BRIDGE_MS ? [{ from: start, to: end }] : [];
  });
}
