import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import type { RecordEntry } from '../../record/record.ts';
import { isByPerson, isExcluded, type QualityTest, type Reading } from '../reading.ts';

/** A person's word that readings of a station are wrong; it holds for those of the period that come later too, until it is reversed. */
export interface Exclusion {
  id: number;
  station: string;
  /** Both ends belong to it. A gauge that will go on being wrong is put under maintenance instead. */
  from: Instant;
  to: Instant;
  reason: string;
  person: string;
  at: Instant;
  /** What the gauge said under a maintenance that is over: what people read there meanwhile goes on to count. */
  ofMaintenance: boolean;
  reversal: { person: string; reason: string; at: Instant } | null;
}

/** PORT. Written with the record entry in one transaction. */
export interface ExclusionStore {
  append(exclusion: Omit<Exclusion, 'id' | 'ofMaintenance' | 'reversal'>, entry: RecordEntry): Exclusion;
  /** False where there is none in force with this id. */
  reverse(id: number, reversal: NonNullable<Exclusion['reversal']>, entry: RecordEntry): boolean;
  /** Newest first, those that were reversed included. */
  recent(station: string, limit: number): Exclusion[];
  /** Those in force, of all stations. */
  inForce(): Exclusion[];
}

/** What was thinned out here stands in InfluxDB alone, which does not answer: a part of a period is neither excluded nor restored. */
export type HistoryRefusal = 'history-unreachable';

type Graded = Pick<Reading, 'quality' | 'tests'>;

const LONGEST_MS = 31 * DAY_MS;

/** Why a period may not be excluded: a slip of the hand must not take a season out of what counts, nor the next flood. */
export type PeriodRefusal = 'ends-before-it-begins' | 'longer-than-31-days' | 'ends-in-the-future';

/** @example refusePeriod({ from: 0, to: 32 * DAY_MS }, 40 * DAY_MS) // 'longer-than-31-days' */
export function refusePeriod({ from, to }: Pick<Exclusion, 'from' | 'to'>, now: Instant): PeriodRefusal | null {
  if (to < from) return 'ends-before-it-begins';
  if (to > now) return 'ends-in-the-future';
  return to - from > LONGEST_MS ? 'longer-than-31-days' : null;
}

/** A thumb that presses twice says it once: the same person and words of the same period, within a minute. */
export function isSameAgain(next: Omit<Exclusion, 'id' | 'ofMaintenance' | 'reversal'>, held: Exclusion): boolean {
  const fields = ['station', 'from', 'to', 'reason', 'person'] as const;
  return Math.abs(next.at - held.at) < MINUTE_MS && fields.every((field) => next[field] === held[field]);
}

/**
 * Pages say and take minutes, and what a person read lies a second after its own: an end on the minute is all of it. But a maintenance ends
 * when it ends: the next reading counts.
 */
export function endOf({ to, ofMaintenance }: Pick<Exclusion, 'to' | 'ofMaintenance'>): Instant {
  return to % MINUTE_MS === 0 && !ofMaintenance ? to + MINUTE_MS - 1 : to;
}

/** @example isExcludedBy([{ station: 'weir', from: 10, to: 20, … }], { station: 'weir', observedAt: 12, tests: [] }) // true */
export function isExcludedBy(
  inForce: readonly Pick<Exclusion, 'station' | 'from' | 'to' | 'ofMaintenance'>[],
  { station, observedAt, tests }: Pick<Reading, 'station' | 'observedAt' | 'tests'>,
): boolean {
  return inForce.some(
    (each) =>
      each.station === station &&
      observedAt >= each.from &&
      observedAt <= endOf(each) &&
      !(each.ofMaintenance && isByPerson({ tests })),
  );
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
export function restored({ value, tests }: Pick<Reading, 'value' | 'tests'>, earlier: readonly Reading[]): Graded {
  const counted = earlier.find((each) => each.value === value && !isExcluded(each));
  if (counted) return { quality: counted.quality, tests: counted.tests };
  const rest: QualityTest[] = tests.filter((each) => each !== 'excluded');
  if (rest.includes('gross-range')) return { quality: 'fail', tests: rest };
  return {
    quality: rest.some((each) => each !== 'late' && each !== 'by-person') ? 'suspect' : 'not-evaluated',
    tests: rest,
  };
}
