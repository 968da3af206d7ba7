import type { Instant } from '../../lib/clock.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';
import type { WatchFinding } from '../watch/watch.ts';
import type { GaugeTuning } from './tune-gauge.ts';
import type { TuningFailure } from './tuner.ts';

/** A run over a gauge's own past, as a person asked for it. */
export interface TuningRequest {
  commune: string;
  station: string;
  policyVersion: number;
  askedBy: string;
  askedAt: Instant;
}

/** It runs, failed, or is done with one tuning a level. */
type TuningState<Tunings> =
  | { doneAt: null; failure: null; tunings: null }
  | { doneAt: Instant; failure: TuningFailure; tunings: null }
  | { doneAt: Instant; failure: null; tunings: Tunings };

/** A run that was asked for, and what has become of it. */
export type TuningRun<Tunings = readonly GaugeTuning[]> = { id: number } & TuningRequest & TuningState<Tunings>;

/** The same but for what came of it, of which there is a megabyte. */
export type TuningRunSoFar = { id: number } & TuningRequest & Pick<TuningState<unknown>, 'doneAt' | 'failure'>;

export interface KeptFinding {
  commune: string;
  station: string;
  level: RaisedLevel;
  at: Instant;
  finding: WatchFinding;
}

/** PORT. */
export interface TuningStore {
  begin(request: TuningRequest): number;
  finish(id: number, doneAt: Instant, tunings: readonly GaugeTuning[]): void;
  fail(id: number, doneAt: Instant, failure: TuningFailure): void;
  /** What ran when the service was stopped is over. */
  abandon(doneAt: Instant, failure: TuningFailure): void;
  latest(commune: string, station: string): TuningRun | null;
  /** Only how it stands, as it is looked at again and again while it runs. */
  latestSoFar(commune: string, station: string): TuningRunSoFar | null;
  /** The last run of all where a stop cut it short, but for one that had been cut short just before as well: it may be what ends the service. */
  toBeginAgain(): Pick<TuningRequest, 'commune' | 'station' | 'askedBy' | 'askedAt'> | null;
  /** Of one round of the watch: those of the round before are replaced. */
  putFindings(findings: readonly KeptFinding[]): void;
  findings(commune: string): KeptFinding[];
}
