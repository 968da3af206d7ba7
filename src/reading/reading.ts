import type { Instant } from '../lib/clock.ts';
import type { Quantity } from '../territory/station.ts';

/** QARTOD's flags (manual for water level data, 2021), in words. `missing` is a gap, not a reading, so it is not here. */
export const qualityFlags = ['pass', 'not-evaluated', 'suspect', 'fail'] as const;
export type QualityFlag = (typeof qualityFlags)[number];

/**
 * The QARTOD tests that can give a value another flag than `pass`, and what a person can say of it; `unit-slip` is ours: the value seems
 * to be in another unit than the gauge's; `by-person` is no doubt: a named person read the level at the painted gauge.
 */
export const qualityTests = [
  'gross-range',
  'rate-of-change',
  'spike',
  'flat-line',
  'unit-slip',
  'late',
  'excluded',
  'taken-back',
  'by-person',
] as const;
export type QualityTest = (typeof qualityTests)[number];

/** What a payload says, before anything is known about it but its form. */
export interface Observation {
  station: string;
  quantity: Quantity;
  observedAt: Instant;
  /** In the unit of the quantity: metres, millimetres or m³/s. */
  value: number;
}

/** What it says, once it is known of which gauge. */
export type Point = Pick<Observation, 'observedAt' | 'value'>;

/** An observation as stored: keyed on (station, quantity, observedAt), never changed, only revised. */
export interface Reading extends Observation {
  receivedAt: Instant;
  /** 0 for the first value received for this key; a differing value later is the next revision. */
  revision: number;
  quality: QualityFlag;
  /** The tests that did not pass. */
  tests: readonly QualityTest[];
}

/** One that the store has yet to give its revision. */
export type NewReading = Omit<Reading, 'revision'>;

export function sameKey(a: Observation, b: Observation): boolean {
  return a.station === b.station && a.quantity === b.quantity && a.observedAt === b.observedAt;
}

/** A reading that a forecast or a decision may rest on. */
export function isAccepted(reading: Pick<Reading, 'quality'>): boolean {
  return reading.quality === 'pass' || reading.quality === 'not-evaluated';
}

/** A person has taken it out of what counts. */
export function isExcluded({ tests }: Pick<Reading, 'tests'>): boolean {
  return tests.includes('excluded');
}

/** A level that a person read at the painted gauge: it says nothing of the sensor. */
export function isByPerson({ tests }: Pick<Reading, 'tests'>): boolean {
  return tests.includes('by-person');
}

/** Such a level that counts. */
export function isRead(reading: Pick<Reading, 'tests' | 'quality'>): boolean {
  return isByPerson(reading) && isAccepted(reading);
}

/** The revision by which a reading is taken back, as if nobody had ever said it: no store shows it. */
export function isTakenBack({ tests }: Pick<Reading, 'tests'>): boolean {
  return tests.includes('taken-back');
}

/**
 * Taken back because a clock that was ahead had stored it as of a time to come. It keeps its grade beside it; a reading that is taken back with
 * its import has no other.
 * @example { quality: 'pass', tests: ['taken-back'] } // true; { quality: 'fail', tests: ['taken-back'] } // false
 */
export function takenBackByClock(reading: Pick<Reading, 'quality' | 'tests'>): boolean {
  return isTakenBack(reading) && (reading.quality !== 'fail' || reading.tests.length > 1);
}

/** Whether a value is held already: what was taken back is held no more, and the same value may be said again. */
export function saysTheSame(a: Pick<Reading, 'value' | 'tests'>, b: Pick<Reading, 'value' | 'tests'>): boolean {
  return a.value === b.value && isTakenBack(a) === isTakenBack(b);
}

/** Why a message could not become a reading. */
export const rejectionReasons = [
  'wrong-topic',
  'too-large',
  'malformed',
  'foreign-topic',
  'unknown-station',
  'wrong-quantity',
  'no-value',
  'future',
  'too-old',
  'too-many',
  'simulated',
] as const;

export type RejectionReason = (typeof rejectionReasons)[number];

/** A message that was refused: stored with its reason, acknowledged, counted; never a blocked queue. */
export interface Rejection {
  receivedAt: Instant;
  topic: string;
  /** The first 2,000 bytes as received. */
  payload: string;
  reason: RejectionReason;
  /** What was found and what is allowed, in English, for the operator. */
  detail: string;
}
