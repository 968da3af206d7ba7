import type { Instant } from '../lib/clock.ts';
import type { Decision } from './decide.ts';

/** PORT. What was judged of each gauge of a commune, and why. */
export interface DecisionStore {
  append(decision: Decision): void;
  /** Oldest first, bounds included. */
  between(commune: string, station: string, from: Instant, to: Instant): Decision[];
  /** The same as far as the disk gives it back; not `isWhole`: some of them it does not. */
  readable(commune: string, station: string, from: Instant, to: Instant): { decisions: Decision[]; isWhole: boolean };
  /** The last of them; `undefined` where there is none. */
  last(commune: string, station: string, from: Instant, to: Instant): Decision | undefined;
}
