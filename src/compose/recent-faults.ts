import { type Work, works } from '../http/own-state.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** Longer than from one attempt to the next: what fails each time it is tried is told all the while. */
const RECENT_MS = 15 * MINUTE_MS;
/** Shorter than from one round to the next: what has failed for so long was tried again in vain. */
const LASTING_MS = 4 * MINUTE_MS;

export interface RecentFaults {
  note(work: Work): void;
  /** Does it. Once it takes longer than a quarter of an hour, it counts as failing until it ends. One at a time of each work. */
  during<Done>(work: Work, doing: () => Promise<Done>): Promise<Done>;
  /** What failed in the last quarter of an hour, or hangs. */
  recent(): Work[];
  /** When it failed last, in the last quarter of an hour; `null` where it has not. */
  lastOf(work: Work): Instant | null;
  /** What of it failed again after some minutes, or hangs: one that is over by the next attempt wakes nobody, nor what a page goes without. */
  lasting(): Work[];
}

export function createRecentFaults(clock: Clock): RecentFaults {
  const failedAt = new Map<Work, Instant>();
  /** Since when it has failed again and again. */
  const failingSince = new Map<Work, Instant>();
  const begunAt = new Map<Work, Instant>();
  const since = (at: Instant | undefined): number => Math.abs(clock.now() - (at ?? Number.NEGATIVE_INFINITY));
  // What seems to lie far ahead was noted by a clock that was wrong.
  const isRecent = (work: Work): boolean => since(failedAt.get(work)) < RECENT_MS;
  const hangs = (work: Work): boolean => begunAt.has(work) && since(begunAt.get(work)) >= RECENT_MS;
  return {
    note(work) {
      if (!isRecent(work)) failingSince.set(work, clock.now());
      failedAt.set(work, clock.now());
    },
    recent: () => works.filter((work) => isRecent(work) || hangs(work)),
    lastOf: (work) => (isRecent(work) ? failedAt.get(work)! : null),
    lasting: () =>
      works.filter(
        (work) =>
          work !== 'showing' &&
          ((isRecent(work) && failedAt.get(work)! - failingSince.get(work)! >= LASTING_MS) || hangs(work)),
      ),
    async during(work, doing) {
      begunAt.set(work, clock.now());
      try {
        return await doing();
      } finally {
        begunAt.delete(work);
      }
    },
  };
}
