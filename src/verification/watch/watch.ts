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

/**
 * Whether more false alarms came than the policy promised: so many that chance alone would give as many less than once in twenty.
 *
 * @example 2 a year promised, half a year gone: 1 expected; 4 came: P(≥ 4) = .019 → spent
 */
export function budgetSpent(
  falseAlarms: number,
  promisedPerYear: number | null,
  sinceDays: number,
): WatchFinding | null {
  if (promisedPerYear === null) return null;
  const expected = (promisedPerYear * sinceDays) / 365.25;
  if (falseAlarms <= expected || 1 - poissonBelow(falseAlarms, expected) >= 0.05) return null;
  return { kind: 'budget-spent', falseAlarms, promised: promisedPerYear, sinceDays: Math.round(sinceDays) };
}

/** P(fewer than n) of a Poisson number. @example poissonBelow(1, 0) // 1 */
function poissonBelow(n: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), 0];
  for (let index = 0; index < n; index++) {
    sum += term;
    term *= mean / (index + 1);
  }
  return sum;
}
