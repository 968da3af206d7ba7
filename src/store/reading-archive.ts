import type { Instant } from '../lib/clock.ts';
import type { Reading } from '../reading/reading.ts';
import type { SeriesKey } from '../reading/reading-store.ts';

/** A store seen whole, every revision with its number, to be copied and compared. */
export interface ReadingArchive {
  /** Every series that it holds, with how many readings, revisions counted. */
  series(): Promise<{ series: SeriesKey; count: number }[]>;
  /** Readings from an instant on, by `observedAt` and revision; `next` is where the page after it begins. */
  page(series: SeriesKey, from: Instant): Promise<{ readings: Reading[]; next: Instant | null }>;
  /** Every revision with from <= observedAt <= to, in the same order. */
  within(series: SeriesKey, from: Instant, to: Instant): Promise<Reading[]>;
  /** Writes readings under the revision that they have; one that is held already stays as it is. */
  put(readings: readonly Reading[]): Promise<void>;
}

export const PAGE = 5_000;

/** What tells one reading of a series from all others. @example keyOf({ observedAt: 60_000, revision: 1 }) // '60000 1' */
export function keyOf({ observedAt, revision }: Pick<Reading, 'observedAt' | 'revision'>): string {
  return `${observedAt} ${revision}`;
}

export function byTime(a: Reading, b: Reading): number {
  return a.observedAt - b.observedAt || a.revision - b.revision;
}

/** A full page may end amid the revisions of one instant: those are left for the next page. */
export function toPage(sorted: readonly Reading[]): { readings: Reading[]; next: Instant | null } {
  const last = sorted.at(-1)?.observedAt;
  if (sorted.length < PAGE || last === undefined) return { readings: [...sorted], next: null };
  const readings = sorted.filter((each) => each.observedAt < last);
  if (readings.length === 0) throw new Error(`more than ${PAGE} revisions of one reading`);
  return { readings, next: last };
}
