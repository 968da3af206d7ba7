import type { Instant } from '../lib/clock.ts';
import type { Contribution, PathEnsemble } from './path-ensemble.ts';

export const keptQuantiles = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface MarkChance {
  markM: number;
  leadTimeH: number;
  /** P(stage passes the mark at any moment within the lead time), 0 to 1. */
  probability: number;
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
  contributions: readonly Contribution[];
}

/** PORT. */
export interface ForecastStore {
  append(summary: ForecastSummary): void;
  /** The newest forecast issued at or before `by`. */
  latest(station: string, by: Instant): ForecastSummary | null;
  /** Oldest first. */
  between(station: string, from: Instant, to: Instant): ForecastSummary[];
}
