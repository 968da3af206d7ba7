import type { Clock, Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** Work of the service itself that a full disk, a database held by another process, a broker that forgets what waits for us or a bug can end. */
const works = ['receiving', 'storing', 'assessing', 'sending'] as const;
type Work = (typeof works)[number];

/** Longer than from one attempt to the next: what fails each time it is tried is told all the while. */
const RECENT_MS = 15 * MINUTE_MS;

export interface RecentFaults {
  note(work: Work): void;
  /** Does it. Once it takes longer than a quarter of an hour, it counts as failing until it ends. One at a time of each work. */
  during<Done>(work: Work, doing: () => Promise<Done>): Promise<Done>;
  /** What failed in the last quarter of an hour, or hangs. */
  recent(): Work[];
}

export function createRecentFaults(clock: Clock): RecentFaults {
  const failedAt = new Map<Work, Instant>();
  const begunAt = new Map<Work, Instant>();
  const since = (at: Instant | undefined): number => Math.abs(clock.now() - (at ?? Number.NEGATIVE_INFINITY));
  const hangs = (work: Work): boolean => begunAt.has(work) && since(begunAt.get(work)) >= RECENT_MS;
  return {
    note: (work) => void failedAt.set(work, clock.now()),
    // What seems to lie far ahead was noted by a clock that was wrong.
    recent: () => works.filter((work) => since(failedAt.get(work)) < RECENT_MS || hangs(work)),
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
