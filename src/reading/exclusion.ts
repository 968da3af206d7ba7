import type { Instant } from '../lib/clock.ts';
import type { RecordEntry } from '../record/record.ts';
import type { Observation, QualityTest, Reading } from './reading.ts';

/** A person's word that readings of a station are wrong; it holds for those that come later too, until it is reversed. */
export interface Exclusion {
  id: number;
  station: string;
  /** Both ends belong to it; `to` is `null` where nobody knows yet when the gauge will be right again. */
  from: Instant;
  to: Instant | null;
  reason: string;
  person: string;
  at: Instant;
  reversal: { person: string; reason: string; at: Instant } | null;
}

/** PORT. Written with the record entry in one transaction. */
export interface ExclusionStore {
  append(exclusion: Omit<Exclusion, 'id' | 'reversal'>, entry: RecordEntry): Exclusion;
  /** False where there is none in force with this id. */
  reverse(id: number, reversal: NonNullable<Exclusion['reversal']>, entry: RecordEntry): boolean;
  /** Newest first, those that were reversed included. */
  recent(station: string, limit: number): Exclusion[];
  /** Those in force, of all stations. */
  inForce(): Exclusion[];
}

type Graded = Pick<Reading, 'quality' | 'tests'>;

/** @example covers({ station: 'weir', from: 10, to: null, … }, { station: 'weir', observedAt: 12 }) // true */
export function covers(
  { station, from, to }: Pick<Exclusion, 'station' | 'from' | 'to'>,
  observation: Pick<Observation, 'station' | 'observedAt'>,
): boolean {
  const { observedAt } = observation;
  return observation.station === station && observedAt >= from && (to === null || observedAt <= to);
}

/** What quality control found stays beside it. */
export function excluded({ tests }: Graded): Graded {
  return { quality: 'fail', tests: ['excluded', ...tests.filter((each) => each !== 'excluded')] };
}

/**
 * The grade without the exclusion: the one that the same value had in an earlier revision; where it never counted, what its
 * tests say.
 * @example tests ['excluded', 'spike'], nothing earlier → { quality: 'suspect', tests: ['spike'] }
 */
export function restored({ value, tests }: Reading, earlier: readonly Reading[]): Graded {
  const counted = earlier.find((each) => each.value === value && !each.tests.includes('excluded'));
  if (counted) return { quality: counted.quality, tests: counted.tests };
  const rest: QualityTest[] = tests.filter((each) => each !== 'excluded');
  if (rest.includes('gross-range')) return { quality: 'fail', tests: rest };
  return { quality: rest.some((each) => each !== 'late') ? 'suspect' : 'not-evaluated', tests: rest };
}
