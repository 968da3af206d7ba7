import { columnsOf, RAIN_COLUMNS } from './features.ts';
import { type ForestOptions, growForest } from './grow-forest.ts';
import { leafOf, OUTPUTS, type Tree } from './grow-tree.ts';
import { HORIZONS, SPLIT_STEPS, TOLD_STEPS } from './horizons.ts';
import { fitLogSpread, type LogSpread, spreadOf } from './log-spread.ts';
import { fitRidge, type Ridge, ridgeMean } from './ridge.ts';
import { seededRandom } from './seeded-random.ts';
import type { Origins } from './similar-events.ts';

/** Past situations to learn from, brought together from one or many gauges. */
export interface AnalogueSample {
  count: number;
  depth: number;
  hasRain: boolean;
  /** `columnsOf(depth)` and, where there is rain, `RAIN_COLUMNS` more a row. */
  x: Float32Array;
  /** `HORIZONS` a row. */
  rises: Float32Array;
  weights: Float32Array;
  folds: Uint16Array;
  blocks: Int32Array;
  origins: Origins;
}

/** How a member becomes a path: its own future in size while that is known, else the mean path with its error, scaled or as it was. */
export type Dressing = 'future' | 'error' | 'scaled-error';

/** Plain data: mean, spread and forest, and of every past situation what came of it. */
export interface AnalogueModel {
  depth: number;
  hasRain: boolean;
  ridge: Ridge;
  spread: LogSpread;
  trees: readonly Tree[];
  /** One a member drawn from each leaf. */
  dressings: readonly Dressing[];
  /** `HORIZONS` a row: what came, the error of the out-of-fold mean, and the spread expected then. */
  rises: Float32Array;
  errors: Float32Array;
  spreads: Float32Array;
  /** Where and when each of them was. */
  origins: Origins;
  /** What was seen of every column in training. */
  lows: Float32Array;
  highs: Float32Array;
}

/** A future may be told so much smaller or larger than it was: a flood in a calm moment's leaf must not stay a flood. */
const SIZE = { least: 0.2, most: 2 };
const ERROR = { least: -5, most: 8 };

export function fitAnalogueModel(
  sample: AnalogueSample,
  dressings: readonly Dressing[],
  options: ForestOptions,
): AnalogueModel {
  const { count, depth, hasRain, x, rises, weights, folds, blocks, origins } = sample;
  const width = columnsOf(depth) + (hasRain ? RAIN_COLUMNS : 0);
  const learned = { count, width, x, y: rises, outputs: HORIZONS, weights, folds };
  const { ridge, outOfFold } = fitRidge(learned);
  const errors = rises.map((rise, index) => rise - outOfFold[index]!);
  const spread = fitLogSpread(learned, errors, depth, hasRain);
  const spreads = new Float32Array(count * HORIZONS);
  const told = width + 2 * TOLD_STEPS.length;
  const questions = new Float32Array(count * told);
  const heights = new Float32Array(count * OUTPUTS);
  for (let row = 0; row < count; row++) {
    const situation = x.subarray(row * width, (row + 1) * width);
    const sigma = spreadOf(spread, situation);
    spreads.set(sigma, row * HORIZONS);
    questions.set(tell(situation, outOfFold.subarray(row * HORIZONS, (row + 1) * HORIZONS), sigma), row * told);
    const squared = squaredDown(rises.subarray(row * HORIZONS, (row + 1) * HORIZONS));
    SPLIT_STEPS.forEach((step, index) => (heights[row * OUTPUTS + index] = squared[step]!));
  }
  const trees = growForest({ count, width: told, x: questions, y: heights, weights, blocks }, options);
  const learnt = { depth, hasRain, ridge, spread, trees, dressings, rises, errors, spreads, origins };
  return { ...learnt, ...ranges(x, width, count) };
}

/** Rises of many paths after a situation, each of equal weight, from all trees or some, and the past rows they were made from. */
export function developments(
  model: AnalogueModel,
  situation: Float64Array,
  trees: { every: number; first: number } = { every: 1, first: 0 },
): { paths: Float64Array[]; members: number[] } {
  const mean = ridgeMean(model.ridge, situation);
  const sigma = spreadOf(model.spread, situation);
  const asked = tell(situation, mean, sigma);
  const paths: Float64Array[] = [];
  const members: number[] = [];
  model.trees.forEach((tree, index) => {
    if (index % trees.every !== trees.first) return;
    const [from, to] = leafOf(tree, asked);
    // The same leaf always gives the same members.
    const random = seededRandom(index * 65_537 + from);
    for (const dressing of model.dressings) {
      const member = tree.members[from + Math.floor(random() * (to - from))]!;
      members.push(member);
      paths.push(dress(model, dressing, member * HORIZONS, mean, sigma));
    }
  });
  return { paths, members };
}

function dress(model: AnalogueModel, dressing: Dressing, at: number, mean: Float64Array, sigma: Float64Array) {
  const path = new Float64Array(HORIZONS);
  for (let step = 0; step < HORIZONS; step++) {
    const [rise, error, spread] = [model.rises[at + step]!, model.errors[at + step]!, model.spreads[at + step]!];
    const larger = sigma[step]! / spread;
    if (dressing === 'error') path[step] = mean[step]! + error;
    // Nothing like it was seen: its future would be told too small, so the mean has the word.
    else if (dressing === 'scaled-error' || larger > SIZE.most)
      path[step] = mean[step]! + sigma[step]! * Math.min(ERROR.most, Math.max(ERROR.least, error / spread));
    else path[step] = rise * Math.max(SIZE.least, larger);
  }
  return path;
}

/** A situation as the trees are asked: with the mean's running maximum and the spread at 1, 3 and 6 h. */
function tell(situation: ArrayLike<number>, mean: ArrayLike<number>, sigma: Float64Array): Float32Array {
  const width = situation.length;
  const told = new Float32Array(width + 2 * TOLD_STEPS.length);
  told.set(situation);
  TOLD_STEPS.forEach((step, index) => {
    let highest = Number.NEGATIVE_INFINITY;
    for (let each = 0; each <= step; each++) highest = Math.max(highest, mean[each]!);
    told[width + index] = highest;
    told[width + TOLD_STEPS.length + index] = Math.log(sigma[step]!);
  });
  return told;
}

/** Running maxima, roots with their sign: so that the trees care for small rises and great ones. */
function squaredDown(rises: Float32Array): Float32Array {
  let highest = Number.NEGATIVE_INFINITY;
  return rises.map((rise) => {
    highest = Math.max(highest, rise);
    return Math.sign(highest) * Math.sqrt(Math.abs(highest));
  });
}

function ranges(x: Float32Array, width: number, count: number): { lows: Float32Array; highs: Float32Array } {
  const lows = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
  const highs = new Float32Array(width).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < count * width; index++) {
    const column = index % width;
    lows[column] = Math.min(lows[column]!, x[index]!);
    highs[column] = Math.max(highs[column]!, x[index]!);
  }
  return { lows, highs };
}
