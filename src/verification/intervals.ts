import { seededRandom } from '../forecast/seeded-random.ts';

const ROUNDS = 1000;

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
  if (floods.length < 2) return null;
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const value = statistic(floods.map(() => floods[Math.floor(random() * floods.length)]!));
    if (value !== null) values.push(value);
  }
  if (values.length < ROUNDS / 2) return null;
  values.sort((a, b) => a - b);
  return [values[Math.floor(0.05 * values.length)]!, values[Math.ceil(0.95 * values.length) - 1]!];
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
