import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import { LONGEST_EXERCISE_MIN } from '../../alert/exercise.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { type AlertLevel, isRaisedLevel } from '../../territory/alert-level.ts';
import { inFiveMinutes } from '../../text/local-time.ts';

export type Urgency = 'Immediate' | 'Expected' | 'Future' | 'Past' | 'Unknown';
export type Severity = 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | 'Unknown';
export type Certainty = 'Observed' | 'Likely' | 'Possible' | 'Unlikely' | 'Unknown';
export type ResponseType = 'Execute' | 'Prepare' | 'Avoid' | 'Monitor' | 'AllClear' | 'None';

/** What CAP's codes are read from. */
export interface CapFacts {
  /** The event as residents are to understand it. */
  told: AlertEvent;
  /** The event that says how sure the level is, and when; `null` where nothing of now does. */
  evidence: AlertEvent | null;
  /** The level came down: what to do while the water rises would call people back to it. */
  isFalling: boolean;
  /** There, and true, where nothing has happened but that it would have expired. */
  isRenewed?: true;
}

/** A level stands until an observed fall or a person ends it: it must not vanish from a screen by itself, and is renewed before it would. */
const STANDING_MS = 7 * DAY_MS;
/** CAP practice: what says that something is over is not itself in force for long. */
const ENDED_MS = 2 * HOUR_MS;

/** By when people must act, not by when the water comes: what a safeguard plan asks at `act` takes the hours that are left. */
export function urgencyOf({ told, evidence, isFalling, isRenewed }: CapFacts, sent: Instant): Urgency {
  if (told.level === 'unknown') return 'Unknown';
  if (told.level === 'normal') return 'Past';
  // It still holds, and nothing new is to be done at once: no siren sounds for a level that fell, or goes on.
  if (isFalling || isRenewed) return 'Expected';
  if (told.level !== 'prepare') return 'Immediate';
  const { reason, passage } = evidence ?? told;
  const isNear = reason.because === 'observed-passage' || (passage !== null && passage.p10At - sent <= HOUR_MS);
  return isNear ? 'Expected' : 'Future';
}

/** By what the mark means to the commune: how likely it is to be passed is `certainty`'s to say. */
const severities: Readonly<Record<AlertLevel, Severity>> = {
  normal: 'Minor',
  prepare: 'Moderate',
  act: 'Severe',
  danger: 'Extreme',
  unknown: 'Unknown',
};

export function severityOf({ told }: CapFacts): Severity {
  return severities[told.level];
}

/** A chance of 99 % is still none that was observed. */
export function certaintyOf({ evidence }: CapFacts): Certainty {
  if (evidence === null) return 'Unknown';
  if (evidence.reason.because === 'observed-passage') return 'Observed';
  const { probability } = evidence;
  if (probability === null) return 'Unknown';
  if (probability > 0.5) return 'Likely';
  return probability > 0 ? 'Possible' : 'Unlikely';
}

export function responseTypeOf({ told: { kind, level, reason }, isFalling }: CapFacts): ResponseType {
  // Nothing was real of which the end would be an all-clear; and a real alert may be what ended it.
  if (reason.because === 'exercise-over') return 'None';
  if (level === 'normal') return kind === 'closed' ? 'AllClear' : 'Monitor';
  if (level === 'unknown') return 'Monitor';
  if (isFalling) return 'Avoid';
  // CAP 1.2: a pre-planned activity named in the instruction, here the commune's own card.
  return level === 'prepare' ? 'Prepare' : 'Execute';
}

/** When it is under way: measured, or the beginning of the window in which the mark is passed if it is. */
export function onsetOf({ told, evidence, isRenewed }: CapFacts, sent: Instant): Instant | null {
  if (!isRaise(told.kind) || evidence === null || isRenewed) return null;
  if (evidence.reason.because === 'observed-passage') return evidence.reason.observedAt;
  return evidence.passage && Math.max(sent, inFiveMinutes(evidence.passage).p10At);
}

export function expiresOf({ told, evidence }: CapFacts, sent: Instant): Instant {
  if (!isRaisedLevel(told.level)) return sent + ENDED_MS;
  if (told.exercise) return sent + LONGEST_EXERCISE_MIN * MINUTE_MS;
  const leadEndsAt = evidence ? evidence.at + (evidence.leadTimeH ?? 0) * HOUR_MS : sent;
  return Math.max(sent, leadEndsAt, evidence?.passage?.p90At ?? sent) + STANDING_MS;
}
