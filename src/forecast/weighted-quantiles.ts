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
  const { sorted, middles } = weights.every((each) => each === weights[0]) ? evenly(values) : byWeight(values, weights);
  return probabilities.map((probability) => {
    const next = firstAtLeast(middles, probability);
    if (next === sorted.length) return sorted.at(-1)!;
    const high = sorted[next]!;
    if (next === 0) return high;
    const low = sorted[next - 1]!;
    const share = (probability - middles[next - 1]!) / (middles[next]! - middles[next - 1]!);
    return Math.min(high, low + Math.max(0, share) * (high - low));
  });
}

interface Ordered {
  sorted: Float64Array;
  /** The share of weight below the middle of each value. */
  middles: Float64Array;
}

/** The usual case, and many times faster. */
function evenly(values: ArrayLike<number>): Ordered {
  const sorted = Float64Array.from(values).sort();
  return { sorted, middles: sorted.map((_, index) => (index + 0.5) / sorted.length) };
}

function byWeight(values: ArrayLike<number>, weights: readonly number[]): Ordered {
  const order = Array.from(weights.keys()).sort((a, b) => values[a]! - values[b]!);
  let below = 0;
  const middles = Float64Array.from(order, (index) => {
    below += weights[index]!;
    return below - weights[index]! / 2;
  });
  return { sorted: Float64Array.from(order, (index) => values[index]!), middles };
}

function firstAtLeast(rising: Float64Array, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
