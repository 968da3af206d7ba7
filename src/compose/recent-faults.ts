import type { Clock, Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** Work of the service itself that a full disk, a database held by another process, a broker that forgets what waits for us or a bug can end. */
const works = ['receiving', 'storing', 'assessing', 'sending'] as const;
type Work = (typeof works)[number];

/** Longer than from one attempt to the next: what fails each time it is tried is told all the while. */
const RECENT_MS = 15 * MINUTE_MS;

export interface RecentFaults {
  note(work: Work): void;
  /** What failed in the last quarter of an hour. */
  recent(): Work[];
}

export function createRecentFaults(clock: Clock): RecentFaults {
  const failedAt = new Map<Work, Instant>();
  return {
    note: (work) => void failedAt.set(work, clock.now()),
    // What seems to lie far ahead was noted by a clock that was wrong.
    recent: () =>
      works.filter((work) => Math.abs(clock.now() - (failedAt.get(work) ?? Number.NEGATIVE_INFINITY)) < RECENT_MS),
  };
}
