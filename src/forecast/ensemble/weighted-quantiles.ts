import { orderStatistics } from '../../lib/order-statistics.ts';
import { partitionPoint } from '../../lib/partition-point.ts';

/**
 * Quantiles of a weighted sample, each value standing in the middle of its weight, with straight lines between.
 * They never fall as the probability grows. `weights` sum to 1.
 * @example weightedQuantiles([3, 1, 2], [1 / 3, 1 / 3, 1 / 3], [0.5]) // [2]
 */
export function weightedQuantiles(
  values: ArrayLike<number>,
  weights: readonly number[],
  probabilities: readonly number[],
): number[] {
  return weights.every((each) => each === weights[0])
    ? ofEven(values, probabilities)
    : ofUneven(values, weights, probabilities);
}

/** The usual case, and many times faster. */
function ofEven(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  const last = values.length - 1;
  return orderStatistics(
    values,
    probabilities.map((probability) => Math.min(last, Math.max(0, probability * values.length - 0.5))),
  );
}

function ofUneven(values: ArrayLike<number>, weights: readonly number[], probabilities: readonly number[]): number[] {
  const order = Array.from(weights.keys()).sort((a, b) => values[a]! - values[b]!);
  let below = 0;
  /** The share of weight below the middle of each value. */
  const middles = Float64Array.from(order, (index) => {
    below += weights[index]!;
    return below - weights[index]! / 2;
  });
  return probabilities.map((probability) => {
    const next = partitionPoint(middles.length, (index) => middles[index]! < probability);
    if (next === order.length) return values[order.at(-1)!]!;
    const high = values[order[next]!]!;
    if (next === 0) return high;
    const low = values[order[next - 1]!]!;
    const share = (probability - middles[next - 1]!) / (middles[next]! - middles[next - 1]!);
    return Math.min(high, low + Math.max(0, share) * (high - low));
  });
}
