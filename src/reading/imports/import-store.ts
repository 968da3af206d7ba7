import type { Instant } from '../../lib/clock.ts';
import type { AskedBy, RecordEntry } from '../../record/record.ts';
import type { NewReading, Reading } from '../reading.ts';
import type { AppendOutcome, SeriesKey } from '../reading-store.ts';

/** A record of the past that was read from a file. */
export interface Import extends SeriesKey {
  id: number;
  by: AskedBy;
  file: string;
  /** As stated; `null` where the file says it itself. */
  options: { format: string; unit: string | null; timeZone: string | null };
  /** When its readings were received. */
  at: Instant;
  /** Its first and last observation. */
  from: Instant;
  to: Instant;
  /** What became of its rows; `null` while it goes on, or where it was cut short. */
  rows: (Record<AppendOutcome, number> & { refused: number }) | null;
  takenBack: TakenBack | null;
  /** When it began, had ended or was taken back, whichever came last. */
  changedAt: Instant;
}

export interface TakenBack {
  by: AskedBy;
  reason: string;
  at: Instant;
  /** `null` while it goes on, or where it was cut short: it goes on by itself. */
  doneAt: Instant | null;
  /** How many readings are gone, and how many stand again as they did before. */
  removed: number;
  restored: number;
}

/** That an import, or somebody after it, said a value of an instant. */
export interface Said {
  observedAt: Instant;
  value: number;
  /** When; of a sensor it is not known. */
  at: Instant;
  /** It was not held already: a revision was written. */
  wrote: boolean;
  /** Not taken back. */
  inForce: boolean;
}

/** What is known of one instant, to judge what becomes of it. */
export interface HeldAt {
  /** All that is held, oldest first. */
  revisions: readonly Reading[];
  said: readonly Said[];
}

/** PORT. Always in the embedded database, whatever else holds the readings. */
export interface ImportStore {
  begin(started: Omit<Import, 'id' | 'rows' | 'takenBack' | 'changedAt'>): number;
  /** Stores readings of the import, and that it said them, in one transaction. */
  append(id: number, readings: readonly NewReading[]): AppendOutcome[];
  finish(id: number, rows: NonNullable<Import['rows']>, at: Instant, entry: RecordEntry): void;
  find(id: number): Import | null;
  /** Newest first; `null` for those of all stations. */
  recent(station: string | null, limit: number): Import[];
  /** Whoever signed first stays its signer; whoever makes it go on after it was cut short stands in the record beside. */
  beginTakeBack(id: number, takenBack: Pick<TakenBack, 'by' | 'reason' | 'at'>, entry: RecordEntry): void;
  /** The next instants of which it said something, in order. */
  instants(id: number, after: Instant, limit: number): Instant[];
  /** For each instant, in one transaction: the revision that `judge` gives is written, if it gives one. Gives those written. */
  revise(id: number, instants: readonly Instant[], judge: (held: HeldAt) => NewReading | null): NewReading[];
  finishTakeBack(id: number, at: Instant): void;
  /** Whether something that it wrote, and did not find held already, lies at or before an instant. */
  wroteBy(id: number, until: Instant): boolean;
  /** Those whose taking back was cut short. */
  unfinished(): Import[];
  /** When what imports say was last changed; `null` for never. */
  changedAt(): Instant | null;
}
