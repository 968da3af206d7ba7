import { standardDeviation } from 'simple-statistics';
import { seededRandom } from '../forecast/model/seeded-random.ts';

/** In fewer floods chance decides: a share of them says next to nothing, nor which of two rules is better. */
export const FEW_FLOODS = 10;

const ROUNDS = 300;

/**
 * The 90 % interval of a share that was seen in n independent tries (Clopper and Pearson 1934): also where all of them went alike, of which
 * floods drawn anew would say that the next will too. `null` of fewer than two.
 *
 * @example shareInterval(3, 3) // [0.368, 1]  @example shareInterval(1, 2) // [0.025, 0.975]
 */
export function shareInterval(seen: number, n: number): readonly [number, number] | null {
  if (n < 2) return null;
  const low = seen === 0 ? 0 : whereReached(0.05, (share) => atLeast(seen, n, share));
  const high = seen === n ? 1 : 1 - whereReached(0.05, (share) => atLeast(n - seen, n, share));
  return [low, high];
}

/** Where a function that rises from 0 to 1 passes a value. */
function whereReached(value: number, rising: (at: number) => number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (rising(middle) < value) low = middle;
    else high = middle;
  }
  return low;
}

/** P(k or more of n) where each comes with this chance, below 1. @example atLeast(1, 2, 0.5) // 0.75 */
export function atLeast(k: number, n: number, chance: number): number {
  if (chance === 0) return k > 0 ? 0 : 1;
  // In logarithms: of some hundred tries the chance of none at all is too small for a number.
  const odds = Math.log(chance) - Math.log1p(-chance);
  let [term, below] = [n * Math.log1p(-chance), 0];
  for (let index = 0; index < k; index++) {
    below += Math.exp(term);
    term += Math.log((n - index) / (index + 1)) + odds;
  }
  return 1 - below;
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

/**
 * What was drawn from n storms leaves at least as much open as where all of them had gone alike, and so had all draws: whoever missed one
 * flood must not look surer than who missed none. `null` of fewer than two storms.
 * @example openEnded([1, 1], 3) // [0.368, 1]  @example openEnded([0.7, 1], 4) // [0.473, 1]
 */
export function openEnded(drawn: readonly [number, number] | null, n: number): readonly [number, number] | null {
  const [all, none] = [shareInterval(n, n), shareInterval(0, n)];
  if (drawn === null || all === null || none === null) return null;
  return [Math.min(drawn[0], all[0]), Math.max(drawn[1], none[1])];
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
