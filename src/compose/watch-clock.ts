import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** More than a clock is set by while it is kept right. */
const NOTICED_MS = MINUTE_MS;

/** By how much the clock was set since this was last asked, in milliseconds; 0 where it was not. What follows of it is told. */
export function watchClock(clock: Clock, log: Pick<Logger, 'error'>, nowMs = () => performance.now()): () => number {
  const offset = () => clock.now() - nowMs();
  let known = offset();
  return () => {
    const byMs = offset() - known;
    if (Math.abs(byMs) < NOTICED_MS) return 0;
    known += byMs;
    const minutes = Math.round(Math.abs(byMs) / MINUTE_MS);
    if (byMs < 0)
      log.error(
        { minutes },
        'the clock was set back: what sensors without a time of their own reported before is stored as of so much later, and is taken back',
      );
    else
      log.error(
        { minutes },
        'the clock was set on, or the machine stood still: what was reported before by a clock that was behind is stored as of so much earlier; what was taken back when it was set back by as much counts again',
      );
    return byMs;
  };
}
