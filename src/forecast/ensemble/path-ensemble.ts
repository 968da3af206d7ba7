import type { Instant } from '../../lib/clock.ts';
import type { SimilarEvent } from '../model/similar-events.ts';

/**
 * What may happen at one gauge: weighted level paths from one issue time. Everything that is said about the future is read
 * from this one object, so a chance never falls with a longer lead time nor rises with a higher mark.
 */
export interface PathEnsemble {
  station: string;
  issuedAt: Instant;
  /** Lead time of each step in hours, rising, the first > 0. */
  leadTimesH: readonly number[];
  /** One row a path: the highest stage (m) within (previous step, this step], so that window maxima are exact. */
  paths: readonly Float64Array[];
  /** One a path, summing to 1. */
  weights: readonly number[];
  /** The last accepted stage (m) at or before `issuedAt`, and when it was observed. */
  stageM: number;
  observedAt: Instant;
  /** Gauges whose readings were missing, so that the forecast was made without them. */
  degraded: readonly string[];
  /** Outside what the model has seen: larger or faster than its record. */
  outsideExperience: boolean;
  /** Still mainly based on other rivers. */
  learning: boolean;
  /** The lead time of the step whose rise `contributions` explain. */
  explainedLeadTimeH: number;
  /** Additive contributions to the expected rise at that step, in metres; they sum to the rise that half of the paths exceed. */
  contributions: readonly Contribution[];
  /** The past events that the paths were made from, those behind most paths first; empty where none were. */
  similarEvents: readonly SimilarEvent[];
  /** By how much the paths were raised (above 0) or lowered for how the last hours came true, in log-odds, the mean of all of them. */
  oddsShift: number;
  modelVersion: string;
}

export interface Contribution {
  /** What the gauge itself is doing, what one gauge upstream has seen, or what fell into all rain gauges. */
  from: 'own' | 'upstream' | 'rain';
  /** The gauge upstream; else `null`. */
  station: string | null;
  riseM: number;
}
