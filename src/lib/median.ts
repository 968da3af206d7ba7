import { orderStatistics } from './order-statistics.ts';

/** `NaN` of nothing. @example median([3, 1, 2]) // 2 */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** With straight lines between the order statistics. @example quantile([0, 10], 0.25) // 2.5 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return values.length === 0 ? Number.NaN : orderStatistics(values, [probability * (values.length - 1)])[0]!;
}
