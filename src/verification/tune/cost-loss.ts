import type { Statement } from '../scores.ts';

/** Relative economic value at one cost-loss ratio. */
export interface ValuePoint {
  /** What acting costs, as a share of the loss that it prevents. */
  costLoss: number;
  /** Acting at p* = C/L: 1 is a perfect forecast, 0 no better than always or never acting. `null` where nothing ever happened. */
  tuned: number | null;
  /** Acting at the threshold in force, whatever the ratio. */
  inForce: number | null;
}

const costLossRatios = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;

/** Where a well-calibrated chance is worth acting on: at every ratio of cost to loss (Richardson 2000). */
export function valueCurve(statements: readonly Statement[], raiseAt: number): ValuePoint[] {
  return costLossRatios.map((costLoss) => ({
    costLoss,
    tuned: relativeValue(statements, costLoss, costLoss),
    inForce: relativeValue(statements, costLoss, raiseAt),
  }));
}

/**
 * (E climate − E forecast) / (E climate − E perfect), with the expense E in units of the loss a moment.
 * @example 1 passage in 4 moments, cost .1: never wrong → 1
 */
export function relativeValue(statements: readonly Statement[], costLoss: number, raiseAt: number): number | null {
  const count = statements.length;
  let [acted, passed, missed] = [0, 0, 0];
  for (const { probability, cameTrue } of statements) {
    if (probability >= raiseAt) acted += 1;
    if (cameTrue) passed += 1;
    if (cameTrue && probability < raiseAt) missed += 1;
  }
  if (passed === 0) return null;
  const climate = Math.min(costLoss, passed / count);
  const perfect = (costLoss * passed) / count;
  return (climate - (costLoss * acted + missed) / count) / (climate - perfect);
}
