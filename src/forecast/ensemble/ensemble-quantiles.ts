import type { PathEnsemble } from './path-ensemble.ts';
import { runningMaxima } from './running-maxima.ts';
import { weightedQuantiles } from './weighted-quantiles.ts';

/** One row a probability: the stage (m) at each step. */
export function stageQuantiles(ensemble: PathEnsemble, probabilities: readonly number[]): number[][] {
  const { paths, weights, leadTimesH } = ensemble;
  const stages = new Float64Array(paths.length);
  const bySteps = leadTimesH.map((_, step) => {
    for (let path = 0; path < paths.length; path++) stages[path] = paths[path]![step]!;
    return weightedQuantiles(stages, weights, probabilities);
  });
  return probabilities.map((_, row) => bySteps.map((quantiles) => quantiles[row]!));
}

/** One row a probability: the highest stage (m) up to each step. */
export function maxQuantileCurves(ensemble: PathEnsemble, probabilities: readonly number[]): number[][] {
  const highest = probabilities.map(() => Number.NEGATIVE_INFINITY);
  const bySteps = runningMaxima(ensemble).map((maxima) => {
    const quantiles = weightedQuantiles(maxima, ensemble.weights, probabilities);
    // Where paths of unequal weight change places, lines between them may dip; a maximum never does.
    quantiles.forEach((value, row) => {
      highest[row] = Math.max(highest[row]!, value);
    });
    return [...highest];
  });
  return probabilities.map((_, row) => bySteps.map((quantiles) => quantiles[row]!));
}
