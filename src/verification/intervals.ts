import { standardDeviation } from 'simple-statistics';
import { seededRandom } from '../forecast/model/seeded-random.ts';

const ROUNDS = 300;

/**
 * The 90 % interval of a statistic by drawing whole floods anew (bootstrap): never single moments, which one flood ties together.
 * `null` where there are fewer than two floods, or most draws give no number.
 *
 * @example resampleFloods([1, 1, 1, 1], mean, 7) // [1, 1]
 */
export function resampleFloods<T>(
  floods: readonly T[],
  statistic: (drawn: readonly T[]) => number | null,
  seed: number,
): readonly [number, number] | null {
  return middleNinety(drawFloods(floods, statistic, seed));
}

/** A statistic of whole floods drawn anew, many times; the same seed draws the same floods. Nothing of fewer than two floods. */
export function drawFloods<T, S>(floods: readonly T[], statistic: (drawn: readonly T[]) => S, seed: number): S[] {
  if (floods.length < 2) return [];
  const random = seededRandom(seed);
  return Array.from({ length: ROUNDS }, () =>
    statistic(floods.map(() => floods[Math.floor(random() * floods.length)]!)),
  );
}

/** The 90 % in the middle of what was drawn; `null` where most draws gave no number. */
export function middleNinety(drawn: readonly (number | null)[]): readonly [number, number] | null {
  const values = drawn.filter((each) => each !== null).sort((a, b) => a - b);
  if (values.length === 0 || values.length < drawn.length / 2) return null;
  return [values[Math.floor(0.05 * values.length)]!, values[Math.ceil(0.95 * values.length) - 1]!];
}

/** Their standard error. @example standardError([1, 1, 1]) // 0 */
export function standardError(drawn: readonly (number | null)[]): number | null {
  const values = drawn.filter((each) => each !== null);
  return values.length === 0 || values.length < drawn.length / 2 ? null : standardDeviation(values);
}

/** How large the rate of what was never seen in n tries may still be, at 95 %. */
export interface RuleOfThree {
  /** 3 / n, as people remember it (Hanley and Lippman-Hand 1983); at most 1. */
  roughly: number;
  /** 1 − .05^(1/n). */
  exactly: number;
}

/**
 * No miss in n floods does not mean that none will be missed. `null` of no flood: then nothing is known.
 * @example ruleOfThree(10) // { roughly: .3, exactly: .259 }
 */
export function ruleOfThree(n: number): RuleOfThree | null {
  return n < 1 ? null : { roughly: Math.min(1, 3 / n), exactly: 1 - 0.05 ** (1 / n) };
}
