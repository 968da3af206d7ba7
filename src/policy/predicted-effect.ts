import type { Instant } from '../lib/clock.ts';
import type { Rule } from './policy.ts';

/** What a rule did on the river's own past, by replay. */
export interface PastEffect {
  floods: number;
  hits: number;
  misses: number;
  falseAlarms: number;
  /** `null` where no year was seen to judge it on. */
  falseAlarmsPerYear: number | null;
  alertsPerYear: number | null;
  /** Achieved lead time over all floods, a missed one being 0 h. */
  medianLeadH: number | null;
}

/** What was promised when a person accepted a proposal: kept with the version, and compared with what happens. */
export interface PredictedEffect extends Pick<Rule, 'commune' | 'station' | 'level' | 'markM' | 'leadTimeH'> {
  /** The years that it was judged on. */
  from: Instant;
  to: Instant;
  /** The rule before, and the rule accepted, on the same floods. */
  before: PastEffect;
  after: PastEffect;
}
