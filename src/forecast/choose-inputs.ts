import type { AnalogueSample } from './assemble-sample.ts';
import { columnsOf, RAIN_COLUMNS } from './features.ts';
import { HORIZONS, HORIZONS_H } from './horizons.ts';
import { fitRidge } from './ridge.ts';

/** What a gauge's own model looks at: so many levels of the tree above, and rain or not. */
export interface Inputs {
  depth: number;
  hasRain: boolean;
}

/** The rises that an input must help with. */
const JUDGED = [3, 6].map((leadTimeH) => HORIZONS_H.findIndex((each) => each === leadTimeH));
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
function errorsWith({ count, depth, hasRain, x, rises, weights, folds }: AnalogueSample, inputs: Inputs): number[] {
  const whole = columnsOf(depth) + (hasRain ? RAIN_COLUMNS : 0);
  const levels = columnsOf(inputs.depth);
  const width = levels + (inputs.hasRain ? RAIN_COLUMNS : 0);
  const columns = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    columns.set(x.subarray(row * whole, row * whole + levels), row * width);
    if (inputs.hasRain) {
      const rain = row * whole + columnsOf(depth);
      columns.set(x.subarray(rain, rain + RAIN_COLUMNS), row * width + levels);
    }
  }
  const { outOfFold } = fitRidge({ count, width, x: columns, y: rises, outputs: HORIZONS, weights, folds });
  return JUDGED.map((step) => {
    let sum = 0;
    for (let row = 0; row < count; row++) {
      sum += weights[row]! * (rises[row * HORIZONS + step]! - outOfFold[row * HORIZONS + step]!) ** 2;
    }
    return sum;
  });
}
