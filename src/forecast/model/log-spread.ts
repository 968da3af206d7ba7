import { columnsOf, OWN_COLUMNS, RAIN_COLUMNS } from '../observed/features.ts';
import { type Ranges, rangesOf, within } from './ranges.ts';
import { fitRidge, type Ridge, ridgeMean, type Sample } from './ridge.ts';
import { rowOf } from './row-of.ts';

/** How wide the errors of the mean path are, step by step: log variance linear in the situation's restlessness. */
export interface LogSpread extends Ranges {
  depth: number;
  hasRain: boolean;
  /** Of the log of the squared error. */
  ridge: Ridge;
  /** A mean of logs lies below the log of the mean: by so much, step by step. */
  factors: Float64Array;
  /** The largest error that was made, step by step: none is expected beyond it. */
  largest: Float64Array;
}

const EPSILON = 0.01;
const RAIN_EPSILON = 0.05;
/** Rain of late is that of the first two blocks: of an hour. */
const LATE_BLOCKS = 2;
/** A gauge that never moved may still: nothing is told larger or smaller by a spread of nothing. */
const LEAST = 1e-4;
/** Where the factors are learned, an error counts as at most so many times the squared one expected. */
const MOST_SURPRISE = 10;

/** Logs of squared out-of-fold errors on the signs (Harvey 1976): one solve, which no single flood can pull far. */
export function fitLogSpread(sample: Sample, errors: Float32Array, depth: number, hasRain: boolean): LogSpread {
  const { count, outputs, weights, width, x } = sample;
  const rows = Array.from({ length: count }, (_, row) => signsOf(rowOf(x, row, width), depth, hasRain));
  const signs = rows[0]!.length;
  const logs = errors.map((error) => Math.log(error ** 2 + EPSILON ** 2));
  const learned: Sample = { ...sample, width: signs, x: Float32Array.from(rows.flat()), y: logs };
  const { lows, highs } = rangesOf(learned.x, signs);
  const { ridge, outOfFold } = fitRidge(learned);
  const factors = new Float64Array(outputs);
  const largest = new Float64Array(outputs);
  let weight = 0;
  for (let row = 0; row < count; row++) {
    weight += weights[row]!;
    for (let step = 0; step < outputs; step++) {
      const error = errors[row * outputs + step]!;
      largest[step] = Math.max(largest[step]!, Math.abs(error));
      const surprise = error ** 2 / Math.exp(outOfFold[row * outputs + step]!);
      factors[step]! += weights[row]! * Math.min(MOST_SURPRISE, surprise);
    }
  }
  return { depth, hasRain, lows, highs, ridge, factors: factors.map((sum) => sum / weight), largest };
}

/** The spread of each step of one situation, which is taken as no more restless than any in training. */
export function spreadOf(spread: LogSpread, situation: ArrayLike<number>): Float64Array {
  const { depth, hasRain, ridge, factors, largest } = spread;
  const inside = signsOf(situation, depth, hasRain).map((value, sign) => within(spread, sign, value));
  return ridgeMean(ridge, inside).map((log, step) =>
    Math.max(LEAST, Math.min(largest[step]!, Math.sqrt(factors[step]! * Math.exp(log)))),
  );
}

/** What makes errors grow: the own height and changes, and of every level its height, its rise of late and before. */
function signsOf(x: ArrayLike<number>, depth: number, hasRain: boolean): number[] {
  const log = (value: number): number => Math.log(EPSILON + value);
  const sum = (from: number, to: number, of = (value: number): number => value): number => {
    let total = 0;
    for (let column = from; column < to; column++) total += of(x[column]!);
    return total;
  };
  const signs = [x[0]!];
  for (let column = 1; column < OWN_COLUMNS; column++) signs.push(log(Math.abs(x[column]!)));
  signs.push(log(Math.max(0, x[1]!)));
  for (let level = 0; level < depth; level++) {
    const [first, end] = [columnsOf(level), columnsOf(level + 1)];
    const half = first + 1 + ((end - first - 1) >> 1);
    const [late, before] = [sum(first + 1, half), sum(half, end)];
    signs.push(x[first]!, log(sum(first + 1, half, Math.abs)), log(sum(half, end, Math.abs)));
    signs.push(log(Math.max(0, late + before)), log(Math.max(0, late)));
  }
  if (hasRain) {
    const first = columnsOf(depth);
    const late = first + LATE_BLOCKS;
    signs.push(Math.log(RAIN_EPSILON + sum(first, late)), Math.log(RAIN_EPSILON + sum(late, first + RAIN_COLUMNS)));
  }
  return signs;
}
