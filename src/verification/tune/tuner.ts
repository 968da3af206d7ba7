import type { Instant } from '../../lib/clock.ts';
import type { Rule } from '../../policy/policy.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';
import type { RuleTrial } from './try-rule.ts';

/** A rule as somebody typed it: who decides about residents changes no alert of the past. */
export type TypedRule = Omit<Rule, 'release'>;

/** What runs, and how far it is (0 to 1). */
export interface TunerRun {
  commune: string;
  station: string;
  /** The level whose rule is tried as it was typed; `null` where all rules are tuned. */
  tries: RaisedLevel | null;
  share: number;
}

/** What became of a rule that was tried. */
export type TrialState =
  | { kind: 'running'; run: TunerRun }
  | { kind: 'done'; trial: RuleTrial; doneAt: Instant }
  | { kind: 'failed'; because: TuningFailure };

/** PORT. Tries policies on a gauge’s own past, in the background: minutes the first time of a day, for the forecasts. */
export interface Tuner {
  /** All candidates for all rules of a gauge. `false` where something is running already, here or at another gauge. */
  start(commune: string, station: string, person: string): boolean;
  /** One rule as typed, beside the one in force. `false` as above. */
  tryRule(typed: TypedRule): boolean;
  /** `null` where it was not tried since the rules of the gauge or the readings of its past were others, nor today, nor since the service started. */
  trialOf(typed: TypedRule): TrialState | null;
  running(): TunerRun | null;
}

/** Why a run came to nothing. `past-unread`: of a part of the past another rule would come out. */
export const tuningFailures = ['record-too-short', 'past-unread', 'stopped', 'error'] as const;
export type TuningFailure = (typeof tuningFailures)[number];
