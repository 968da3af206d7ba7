/** `NaN` of nothing. @example median([3, 1, 2]) // 2 */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** With straight lines between the order statistics. @example quantile([0, 10], 0.25) // 2.5 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const position = probability * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (position - low) * (sorted[high]! - sorted[low]!);
}
