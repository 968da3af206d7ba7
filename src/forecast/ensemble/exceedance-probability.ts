import type { PathEnsemble } from './path-ensemble.ts';
import { atLeadTime, runningMaxima } from './running-maxima.ts';
import { weightedQuantiles } from './weighted-quantiles.ts';

/** A finite ensemble can say neither never nor certainly. */
const DOUBT = 1e-5;
/** The range from the first to the third quarter of a normal distribution, in standard deviations. */
const NORMAL_QUARTERS = 1.349;
/** A quarter of Silverman's factor: the paths of a short record are few, and more would blur the chance (measured: Brier 2 to 3 % less than with the whole). */
const KERNEL_FACTOR = 0.25;
/** Gauges report in steps of a few millimetres, so a spread below that is none. */
const LEAST_SPREAD_M = 0.002;

/**
 * P(stage passes the mark at any moment within the lead time): a first passage, read from the running maximum of whole paths.
 * Never falls with a longer lead time nor rises with a higher mark. 1 where the stage already stands at the mark.
 * @example exceedanceProbability({ ...ensemble, stageM: 3.3 }, 3.2, 2) // 1
 */
export function exceedanceProbability(ensemble: PathEnsemble, markM: number, leadTimeH: number): number {
  return atLeadTime(passageCurve(ensemble, markM), ensemble.leadTimesH, leadTimeH);
}

/** The highest stage of every path up to each step, and how much it is blurred there. */
export interface BlurredMaxima {
  maxima: readonly Float64Array[];
  widths: readonly number[];
}

export function blurredMaxima(ensemble: PathEnsemble): BlurredMaxima {
  const maxima = runningMaxima(ensemble);
  const widths = maxima.map((each) =>
    Math.max(LEAST_SPREAD_M, KERNEL_FACTOR * spread(each, ensemble.weights) * each.length ** -0.2),
  );
  return { maxima, widths };
}

/** The chance of having passed the mark by each step; it never falls. Give the maxima where many marks are asked for. */
export function passageCurve(
  ensemble: PathEnsemble,
  markM: number,
  { maxima, widths }: BlurredMaxima = blurredMaxima(ensemble),
): number[] {
  const { stageM, leadTimesH, weights } = ensemble;
  if (stageM >= markM) return leadTimesH.map(() => 1);
  let highest = 0;
  return maxima.map((each, step) => {
    const sharpness = 1 / widths[step]!;
    let chance = 0;
    for (let path = 0; path < each.length; path++) chance += weights[path]! * kernel((each[path]! - markM) * sharpness);
    // The width changes from step to step, which alone could lower the chance a little.
    highest = Math.max(highest, Math.min(1 - DOUBT, Math.max(DOUBT, chance)));
    return highest;
  });
}

/** The logistic curve within 0.01 of the normal one (Haley 1952): monotone to the last digit, which no rational erf is. */
function kernel(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z));
}

/** As robust as Silverman's rule asks: a few paths far above all others must not blur the rest. */
function spread(values: Float64Array, weights: readonly number[]): number {
  const [low, high] = weightedQuantiles(values, weights, [0.25, 0.75]);
  return Math.min(deviation(values, weights), (high! - low!) / NORMAL_QUARTERS);
}

function deviation(values: Float64Array, weights: readonly number[]): number {
  let [mean, square] = [0, 0];
  for (let index = 0; index < values.length; index++) mean += weights[index]! * values[index]!;
  for (let index = 0; index < values.length; index++) square += weights[index]! * (values[index]! - mean) ** 2;
  return Math.sqrt(square);
}
