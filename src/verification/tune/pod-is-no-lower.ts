import { scoreContingency } from '../contingency.ts';
import { drawFloods, standardError } from '../intervals.ts';
import { type Tallies, totalOf } from './storms.ts';

const SEED = 1;

/**
 * Whether a policy's POD is no lower than that of another, by one standard error of the difference on the same storms: with few
 * floods a lucky candidate must not win by chance (one-standard-error rule).
 *
 * @example 9 of 10 storms hit by both, the same ones → true; one hit less → false
 */
export function podIsNoLower(own: Tallies, other: Tallies): boolean {
  const storms = [...new Set([...own.keys(), ...other.keys()])].map((name) => ({
    own: own.get(name),
    other: other.get(name),
  }));
  const difference = (drawn: readonly (typeof storms)[number][]): number | null => {
    const mine = scoreContingency(totalOf(drawn.flatMap((each) => each.own ?? []))).pod;
    const its = scoreContingency(totalOf(drawn.flatMap((each) => each.other ?? []))).pod;
    return mine === null || its === null ? null : mine - its;
  };
  const all = difference(storms);
  const error = standardError(drawFloods(storms, difference, SEED));
  return all !== null && error !== null && all - error >= -1e-9;
}
