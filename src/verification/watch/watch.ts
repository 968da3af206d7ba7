import { atLeast } from '../intervals.ts';

/** Stated chances no longer hold, or there are more false alarms than were promised. A value that pages put into words. */
export type WatchFinding =
  | {
      kind: 'drift';
      /** Of so many days, with `stated` as the mean of their chances, so many came true. */
      days: number;
      stated: number;
      cameTrue: number;
      direction: 'too-sure' | 'too-cautious';
    }
  | { kind: 'budget-spent'; falseAlarms: number; promised: number; sinceDays: number };

/** One statement with the day that it belongs to. */
export interface DatedStatement {
  day: number;
  probability: number;
  cameTrue: boolean;
}

const DAYS_A_YEAR = 365.25;
/** Far from what was stated by more standard deviations than this: once in a thousand by chance. */
const FAR = 3.3;
/** Fewer days with a chance worth speaking of say nothing. */
const FEWEST_DAYS = 20;
/** Chances below are nearly always said and nearly always right: they would hide what matters. */
const FROM = 0.1;

/**
 * Whether what came still agrees with what was said. A day counts once, by its first chance worth speaking of: the moments of one
 * day are no separate evidence, and its highest chance would be picked by hindsight. Give the statements in their order.
 *
 * @example 40 days stated at .5 on average, of which 35 came true: z = (35 − 20) / √10 = 4.7 → too cautious
 */
export function reliabilityDrift(statements: readonly DatedStatement[]): WatchFinding | null {
  const days = new Map<number, DatedStatement>();
  for (const each of statements) {
    if (each.probability >= FROM && !days.has(each.day)) days.set(each.day, each);
  }
  const told = [...days.values()];
  if (told.length < FEWEST_DAYS) return null;
  const expected = told.reduce((sum, { probability }) => sum + probability, 0);
  const variance = told.reduce((sum, { probability }) => sum + probability * (1 - probability), 0);
  const cameTrue = told.filter((each) => each.cameTrue).length;
  const z = (cameTrue - expected) / Math.sqrt(Math.max(variance, 1e-9));
  if (Math.abs(z) < FAR) return null;
  const direction = z < 0 ? 'too-sure' : 'too-cautious';
  return { kind: 'drift', days: told.length, stated: expected / told.length, cameTrue, direction };
}

/** What was promised of false alarms: how many there were on the river's own past, and in how many years. */
export interface PromisedAlarms {
  falseAlarms: number;
  years: number;
}

/**
 * Whether more false alarms came than the policy promised: at one and the same rate, so large a share of all would fall into the time
 * since less than once in twenty. The promise is itself a count from a few years: none in half a year does not promise none ever.
 *
 * @example 20 in 10 years promised, half a year gone: 4 of 24 came in 1/21 of the time, P(≥ 4) = .025 → spent; of 2 in one year
 * promised it would be 4 of 6 in 1/3 of the time, P(≥ 4) = .10 → not
 */
export function budgetSpent(
  falseAlarms: number,
  promised: PromisedAlarms | null,
  sinceDays: number,
): WatchFinding | null {
  if (promised === null || promised.years <= 0) return null;
  const years = sinceDays / DAYS_A_YEAR;
  const perYear = promised.falseAlarms / promised.years;
  if (falseAlarms <= perYear * years) return null;
  if (atLeast(falseAlarms, falseAlarms + promised.falseAlarms, years / (years + promised.years)) >= 0.05) return null;
  return { kind: 'budget-spent', falseAlarms, promised: perYear, sinceDays: Math.round(sinceDays) };
}
