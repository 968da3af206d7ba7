import { projectionWidth } from '../model/projection.ts';
import { fitRidge } from '../model/ridge.ts';
import { HORIZONS, stepAt } from '../observed/horizons.ts';
import { type AnalogueSample, columnsFor } from './assemble-sample.ts';
import type { Inputs } from './training-rows.ts';

/** The rises that an input must help with. */
const JUDGED = [stepAt(3), stepAt(6)];
/** What leaving an input out may cost of the squared error out of fold, before it is kept. */
const MAY_COST = 0.01;

/**
 * The fewest inputs that tell the rises of 3 h and of 6 h as well out of fold, within 1 % of the squared error: rain is left out
 * first, then the farthest levels, each only if neither lead time loses by it. A level is one with its gauges, and none is kept
 * above one that is left out.
 */
export function chooseInputs(sample: AnalogueSample): Inputs {
  let kept: Inputs = { depth: sample.depth, hasRain: sample.hasRain };
  // Always measured against all inputs, so that many small losses do not add up.
  const all = errorsWith(sample, kept);
  const isAsGood = (fewer: Inputs): boolean =>
    errorsWith(sample, fewer).every((error, index) => error <= (1 + MAY_COST) * all[index]!);
  if (kept.hasRain && isAsGood({ ...kept, hasRain: false })) kept = { ...kept, hasRain: false };
  while (kept.depth > 0 && isAsGood({ ...kept, depth: kept.depth - 1 })) kept = { ...kept, depth: kept.depth - 1 };
  return kept;
}

/** Squared errors out of fold at the judged lead times. */
function errorsWith(sample: AnalogueSample, inputs: Inputs): number[] {
  const { count, rises, weights, folds } = sample;
  const x = columnsFor(
    sample,
    Array.from({ length: count }, (_, row) => row),
    inputs,
  );
  const learned = { count, width: projectionWidth(inputs), x, y: rises, outputs: HORIZONS, weights, folds };
  const { outOfFold } = fitRidge(learned);
  return JUDGED.map((step) => {
    let sum = 0;
    for (let row = 0; row < count; row++) {
      sum += weights[row]! * (rises[row * HORIZONS + step]! - outOfFold[row * HORIZONS + step]!) ** 2;
    }
    return sum;
  });
}
