import type { PathEnsemble } from './path-ensemble.ts';
import { atLeadTime, runningMaxima } from './running-maxima.ts';

/** A finite ensemble can say neither never nor certainly. */
const DOUBT = 1e-5;
/** Half of Silverman's factor: with the full one the few paths of a short record blur the chance (measured, +1.6 % Brier). */
const KERNEL_FACTOR = 0.5;
/** Gauges report in steps of a few millimetres, so a spread below that is none. */
const LEAST_SPREAD_M = 0.002;

/**
 * P(stage passes the mark at any moment within the lead time): a first passage, read from the running maximum of whole paths.
 * Never falls with a longer lead time nor rises with a higher mark. 1 where the stage already stands at the mark.
 * @example exceedanceProbability({ ...ensemble, stageM: 3.3 }, 3.2, 2) // 1
 */
export function exceedanceProbability(ensemble: PathEnsemble, markM: number, leadTimeH: number): number {
  if (ensemble.stageM >= markM) return 1;
  return atLeadTime(passageCurve(ensemble, markM), ensemble.leadTimesH, leadTimeH);
}

/** The chance of having passed the mark by each step; it never falls. */
export function passageCurve(ensemble: PathEnsemble, markM: number): number[] {
  const { weights } = ensemble;
  let highest = 0;
  return runningMaxima(ensemble).map((maxima) => {
    const width = Math.max(LEAST_SPREAD_M, KERNEL_FACTOR * spread(maxima, weights) * maxima.length ** -0.2);
    let chance = 0;
    for (let path = 0; path < maxima.length; path++) {
      chance += weights[path]! * kernel((maxima[path]! - markM) / width);
    }
    // The width changes from step to step, which alone could lower the chance a little.
    highest = Math.max(highest, Math.min(1 - DOUBT, Math.max(DOUBT, chance)));
    return highest;
  });
}

/** The logistic curve within 0.01 of the normal one (Haley 1952): monotone to the last digit, which no rational erf is. */
function kernel(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z));
}

function spread(values: Float64Array, weights: readonly number[]): number {
  const mean = values.reduce((sum, value, index) => sum + weights[index]! * value, 0);
  return Math.sqrt(values.reduce((sum, value, index) => sum + weights[index]! * (value - mean) ** 2, 0));
}
