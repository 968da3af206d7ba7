import type { Instant } from '../lib/clock.ts';
import type { Contribution, PathEnsemble } from './ensemble/path-ensemble.ts';
import type { SimilarEvent } from './model/similar-events.ts';

export const keptQuantiles = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface MarkChance {
  markM: number;
  leadTimeH: number;
  /** P(stage passes the mark at any moment within the lead time), 0 to 1. */
  probability: number;
}

export interface MarkCurve {
  markM: number;
  probabilities: readonly number[];
}

/** Why a forecast says what it says. */
export interface Explanation {
  leadTimeH: number;
  /** The rise (m) at that lead time: half of the paths rise more, half less, and 8 of 10 stay between the edges. */
  riseM: number;
  p10M: number;
  p90M: number;
  /** They sum to `riseM`. */
  contributions: readonly Contribution[];
  similarEvents: readonly SimilarEvent[];
  /** By how much the chances were raised (above 0) or lowered for how the last hours came true, in log-odds. Forecasts of an older version lack it. */
  oddsShift?: number;
}

/** What is kept of every forecast issued: enough to draw it again and to judge it later. */
export interface ForecastSummary
  extends Pick<
    PathEnsemble,
    | 'station'
    | 'issuedAt'
    | 'leadTimesH'
    | 'stageM'
    | 'observedAt'
    | 'degraded'
    | 'outsideExperience'
    | 'learning'
    | 'modelVersion'
  > {
  /** One row for each of `keptQuantiles`: stage (m) at each step. */
  stageQuantilesM: readonly (readonly number[])[];
  chances: readonly MarkChance[];
  /** One row a mark: P(stage passes the mark by each step). */
  curves: readonly MarkCurve[];
  /** How high (m) the water comes within the longest lead time: half of the paths pass `p50M`, one in four `p75M`. Forecasts of an older version lack it. */
  highest?: { p50M: number; p75M: number };
  /** `null` for forecasts from before it was kept. */
  explanation: Explanation | null;
}

/** What is kept for two days, and of alerts for ever: from it the chance of any mark within any lead time can be read. */
export type KeptPaths = Pick<PathEnsemble, 'station' | 'issuedAt' | 'stageM' | 'leadTimesH' | 'paths' | 'weights'>;

/** PORT. */
export interface ForecastStore {
  append(summary: ForecastSummary): void;
  /** To the millimetre. */
  keepPaths(paths: KeptPaths): void;
  /** Those of the newest forecast issued at or before `by` whose paths are still kept. */
  paths(station: string, by: Instant): KeptPaths | null;
  /** The newest forecast issued at or before `by`. */
  latest(station: string, by: Instant): ForecastSummary | null;
  /** Oldest first. */
  between(station: string, from: Instant, to: Instant): ForecastSummary[];
}
