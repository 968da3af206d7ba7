/**
 * Quantiles of a weighted sample, each value standing in the middle of its weight, with straight lines between.
 * They never fall as the probability grows. `weights` sum to 1.
 * @example weightedQuantiles([3, 1, 2], [1 / 3, 1 / 3, 1 / 3], [0.5]) // [2]
 */
export function weightedQuantiles(
  values: readonly number[],
  weights: readonly number[],
  probabilities: readonly number[],
): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const middles: number[] = [];
  let below = 0;
  for (const index of order) {
    middles.push(below + weights[index]! / 2);
    below += weights[index]!;
  }
  return probabilities.map((probability) => {
    const next = middles.findIndex((middle) => middle >= probability);
    if (next === -1) return values[order.at(-1)!]!;
    const high = values[order[next]!]!;
    if (next === 0) return high;
    const low = values[order[next - 1]!]!;
    const share = (probability - middles[next - 1]!) / (middles[next]! - middles[next - 1]!);
    return Math.min(high, low + Math.max(0, share) * (high - low));
  });
}
