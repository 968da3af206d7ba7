import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** More than a clock is set by while it is kept right. */
const NOTICED_MS = MINUTE_MS;

/**
 * Was the clock set since this was last asked? What came in while it was ahead of the time is stored as of hours to come: told, for by then a
 * person must take it out.
 */
export function watchClock(clock: Clock, log: Pick<Logger, 'error'>, nowMs = () => performance.now()): () => boolean {
  const offset = () => clock.now() - nowMs();
  let known = offset();
  return () => {
    const byMs = offset() - known;
    if (Math.abs(byMs) < NOTICED_MS) return false;
    known += byMs;
    const minutes = Math.round(Math.abs(byMs) / MINUTE_MS);
    if (byMs < 0)
      log.error(
        { minutes },
        'the clock was set back: what sensors without a time of their own reported before is stored as of so much later; it does not count for now: exclude it on the staff page once that time has come',
      );
    else
      log.error(
        { minutes },
        'the clock was set on, or the machine stood still: what was reported before by a clock that was behind is stored as of so much earlier',
      );
    return true;
  };
}
