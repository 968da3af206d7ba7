import type { Instant } from '../lib/clock.ts';
import type { Quantity } from '../territory/station.ts';
import { isTakenBack, type NewReading, type Reading, type Rejection, saysTheSame } from './reading.ts';

/** What one gauge measures of one quantity. */
export type SeriesKey = { station: string; quantity: Quantity };

/** `new`: nothing stood at its key. `revision`: another value did. `repeat`: already held, nothing written. */
export type AppendOutcome = 'new' | 'revision' | 'repeat';

/** `before`: the newest revision of its key; where that takes it back, nothing stands there. */
export function outcomeOf(
  before: Pick<Reading, 'value' | 'tests'> | undefined,
  reading: Pick<Reading, 'value' | 'tests'>,
): AppendOutcome {
  if (before !== undefined && saysTheSame(before, reading)) return 'repeat';
  return before === undefined || isTakenBack(before) ? 'new' : 'revision';
}

/**
 * PORT. What the river said, and when it was known.
 *
 * Every read takes `receivedBy`: only what had been received by then is seen (no look-ahead), and of several revisions of
 * one key the newest received by then. Pass the present for "all that is known". A reading whose newest revision takes it back
 * is not seen; said again it is new, and its next revision.
 */
export interface ReadingStore {
  /**
   * Durable when it resolves, all or nothing. `revision` of each is given by the store.
   * Of two equal keys in one batch the later is the revision.
   */
  append(readings: readonly NewReading[]): Promise<AppendOutcome[]>;
  /** A new grade of readings that are held, or that they are taken back: each a new revision although the value is the same. Durable, all or nothing. */
  regrade(readings: readonly NewReading[]): Promise<void>;
  /** The newest reading by `observedAt`, whatever its quality; `null` where there is none. */
  latest(series: SeriesKey, receivedBy: Instant): Promise<Reading | null>;
  /** Readings with from <= observedAt <= to, oldest first, whatever their quality. */
  window(series: SeriesKey, from: Instant, to: Instant, receivedBy: Instant): Promise<Reading[]>;
  /** Those of a window that are not below a value. */
  reaching(series: SeriesKey, value: number, from: Instant, to: Instant, receivedBy: Instant): Promise<Reading[]>;
  close(): Promise<void>;
}

/** PORT. Messages that were refused, kept with their reason; always in the embedded database. */
export interface RejectionStore {
  append(rejections: readonly Rejection[]): void;
  /** Newest first, of the topics asked for; of all where none are. */
  recent(limit: number, isAskedFor?: (topic: string) => boolean): Rejection[];
  /** How many of each reason since the beginning. */
  counts(): Partial<Record<Rejection['reason'], number>>;
}

/** As pages and figures see it: `null` where it cannot be read. */
export interface ShownRejections extends Pick<RejectionStore, 'append'> {
  recent(...asked: Parameters<RejectionStore['recent']>): Rejection[] | null;
  counts(): ReturnType<RejectionStore['counts']> | null;
}
