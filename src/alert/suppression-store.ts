import type { Instant } from '../lib/clock.ts';
import type { RecordEntry } from '../record/record.ts';
import type { Suppression } from './suppress.ts';

/** Maintenance that is over; `isExcluded`: what the gauge said meanwhile was excluded, whether or not a person has put it back since. */
export type OverMaintenance = Suppression & { isExcluded: boolean };

/** PORT. Append only but for its end, which is written once. */
export interface SuppressionStore {
  /** The suppression and its entry in the record are written in one transaction. */
  append(suppression: Omit<Suppression, 'id' | 'ended'>, entry: RecordEntry): Suppression;
  /** False where none with this id is open. */
  end(id: number, ended: NonNullable<Suppression['ended']>, entry: RecordEntry): boolean;
  /** Newest first. */
  recent(station: string, limit: number): Suppression[];
  /** Those that no person has ended and that last beyond `now`. */
  open(now: Instant): Suppression[];
  /** Maintenance that is over by `now`, and was not two days before. */
  over(now: Instant): OverMaintenance[];
}
