import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Clock, Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';

/** Keeps work that may end the whole service, as where memory runs out, from ending it again at every start. */
export interface LearningGuard {
  /** Since the service ended in the middle of it, not before this; `null` where nothing is held back. */
  heldBackUntil(): Instant | null;
  /** Does the work; `null` where it is held back. */
  attempt<Done>(work: () => Promise<Done>): Promise<Done | null>;
}

/** What stands in the file: that the work is under way, and how often in a row the service has ended in the middle of it. */
interface Trace {
  underWay: boolean;
  deaths: number;
  until: Instant;
}

/** After the first death it may have been the power that failed; after the third it is hardly that. */
const HELD_BACK_MS = [HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS];
const LONGEST_MS = Math.max(...HELD_BACK_MS);
const NONE: Trace = { underWay: false, deaths: 0, until: 0 };

export function createLearningGuard(file: string, clock: Clock): LearningGuard {
  let trace = readTrace(file);
  if (trace.underWay) {
    const deaths = trace.deaths + 1;
    trace = { underWay: false, deaths, until: clock.now() + (HELD_BACK_MS[deaths - 1] ?? LONGEST_MS) };
    leave(trace);
  }

  /** On a full disk no trace can be left; that is no reason not to learn. */
  function leave(next: Trace): void {
    try {
      if (next === NONE) rmSync(file, { force: true });
      else writeFileSync(file, JSON.stringify(next));
    } catch {}
  }

  const heldBackUntil = () => {
    const left = trace.until - clock.now();
    // What seems to lie further ahead was written by a clock that was wrong.
    return left > 0 && left <= LONGEST_MS ? trace.until : null;
  };

  return {
    heldBackUntil,
    async attempt(work) {
      if (heldBackUntil() !== null) return null;
      leave({ ...trace, underWay: true });
      try {
        return await work();
      } finally {
        trace = NONE;
        leave(NONE);
      }
    },
  };
}

function readTrace(file: string): Trace {
  try {
    return { ...NONE, ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch {
    return NONE;
  }
}
