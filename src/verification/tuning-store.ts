import type { Instant } from '../lib/clock.ts';
import type { GaugeTuning } from './tune-gauge.ts';
import type { WatchFinding } from './watch.ts';

/** One run over a gauge's own past: asked for by a person, made in the background. */
export interface TuningRun {
  id: number;
  commune: string;
  station: string;
  policyVersion: number;
  askedBy: string;
  askedAt: Instant;
  /** `null` while it runs. */
  doneAt: Instant | null;
  failure: string | null;
  /** One a level; `null` until it is done. */
  tunings: readonly GaugeTuning[] | null;
}

export interface KeptFinding {
  commune: string;
  station: string;
  level: string;
  at: Instant;
  finding: WatchFinding;
}

/** PORT. */
export interface TuningStore {
  begin(run: Pick<TuningRun, 'commune' | 'station' | 'policyVersion' | 'askedBy' | 'askedAt'>): number;
  finish(id: number, doneAt: Instant, tunings: readonly GaugeTuning[]): void;
  fail(id: number, doneAt: Instant, failure: string): void;
  /** What ran when the service was stopped is over. */
  abandon(doneAt: Instant, failure: string): void;
  latest(commune: string, station: string): TuningRun | null;
  /** Of one round of the watch: those of the round before are replaced. */
  putFindings(findings: readonly KeptFinding[]): void;
  findings(commune: string): KeptFinding[];
}
