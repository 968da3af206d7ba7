import type { Logger } from 'pino';
import type { Clock } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { ClockStep } from '../../reading/clock/clock-steps.ts';
import type { MachineRun } from './machine-run.ts';

/** More than a clock is set by while it is kept right. */
const NOTICED_MS = MINUTE_MS;

/**
 * How the clock was set since this was last asked, at first since `knownMs`, its offset as it was last seen in this boot; `null` where it was not.
 * What follows of it is told.
 */
export function watchClock(
  clock: Clock,
  { boot, nowMs }: MachineRun,
  knownMs: number | null,
  log: Pick<Logger, 'error'>,
): () => Omit<ClockStep, 'id'> | null {
  let known = knownMs ?? clock.now() - nowMs();
  return () => {
    const at = clock.now();
    const offsetMs = at - nowMs();
    const byMs = offsetMs - known;
    if (Math.abs(byMs) < NOTICED_MS) return null;
    known = offsetMs;
    const minutes = Math.round(Math.abs(byMs) / MINUTE_MS);
    if (byMs < 0)
      log.error(
        { minutes },
        'the clock was set back: what sensors without a time of their own reported before is stored as of so much later, and is taken back. Where it was right before, set it right again: that counts again then',
      );
    else
      log.error(
        { minutes },
        'the clock was set on, or the machine stood still: what was reported before by a clock that was behind is stored as of so much earlier; what was taken back when it was set back from here counts again',
      );
    return { boot, at, byMs, offsetMs };
  };
}
