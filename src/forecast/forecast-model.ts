import type { Instant } from '../lib/clock.ts';
import type { Result } from '../lib/result.ts';
import type { Reading } from '../reading/reading.ts';
import type { PathEnsemble } from './ensemble/path-ensemble.ts';
import type { Reach } from './observed/travel-time.ts';

/** All that a forecast may use: accepted readings received by `issuedAt`, oldest first. */
export interface ForecastInputs {
  station: string;
  issuedAt: Instant;
  own: readonly Reading[];
  /** By station id: the gauges upstream and any rain gauge. An absent or empty series is a missing input. */
  others: ReadonlyMap<string, readonly Reading[]>;
}

export type NoForecast =
  | { kind: 'never-seen' }
  /** The gauge has been silent for longer than a forecast can be carried. */
  | { kind: 'not-seen'; since: Instant }
  /** Making it failed, which is a fault of the service: what the gauge shows is judged all the same. */
  | { kind: 'failed' };

/** PORT. Answers for one gauge at one moment. Pure: the same inputs give the same paths to the last digit. */
export interface ForecastModel {
  readonly version: string;
  /** What it has learned of how long the water takes between neighbouring gauges. */
  readonly reaches: readonly Reach[];
  /** The standard deviation of a gauge's noise, metres, as learned; 0 where that is too little to count, or was not learned. */
  noiseM(station: string): number;
  forecast(inputs: ForecastInputs): Result<PathEnsemble, NoForecast>;
}

export interface Outgrown {
  id: string;
  times: number;
}

export interface LearningProgress {
  gauges: number;
  of: number;
}

/** How learning stands. */
export interface FitStatus {
  /** `null` while there is no fit of these very gauges: the first model answers, where gauges were changed only for those and the ones below them. */
  fittedAt: Instant | null;
  /** The last time that something was due it failed. It is tried again within the hour. */
  isFailing: boolean;
  /** While it learns anew: from how many gauges it has learned already. Of an agency with hundreds that takes a quarter of an hour. */
  learning: LearningProgress | null;
  /** Gauges that rose to many times their bankfull rise, and to how many: told far too small it costs a third of the skill at one hour. */
  outgrown: readonly Outgrown[];
}
