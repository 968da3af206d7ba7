import { columnsOf, OWN_COLUMNS, RAIN_COLUMNS } from '../observed/features.ts';
import { fitRidge, type Ridge, ridgeMean, type Sample } from './ridge.ts';
import { rowOf } from './row-of.ts';

/** How wide the errors of the mean path are, step by step: log variance linear in the situation's restlessness. */
export interface LogSpread {
  depth: number;
  hasRain: boolean;
  lows: Float32Array;
  highs: Float32Array;
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
  const lows = new Float32Array(signs).fill(Number.POSITIVE_INFINITY);
  const highs = new Float32Array(signs).fill(Number.NEGATIVE_INFINITY);
  for (const row of rows) {
    row.forEach((value, sign) => {
      lows[sign] = Math.min(lows[sign]!, value);
      highs[sign] = Math.max(highs[sign]!, value);
    });
  }
  const logs = errors.map((error) => Math.log(error ** 2 + EPSILON ** 2));
  const learned: Sample = { ...sample, width: signs, x: Float32Array.from(rows.flat()), y: logs };
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
export function spreadOf(
  { depth, hasRain, lows, highs, ridge, factors, largest }: LogSpread,
  situation: ArrayLike<number>,
): Float64Array {
  const signs = signsOf(situation, depth, hasRain);
  const inside = signs.map((value, sign) => Math.min(highs[sign]!, Math.max(lows[sign]!, value)));
  return ridgeMean(ridge, inside).map((log, step) =>
    Math.max(LEAST, Math.min(largest[step]!, Math.sqrt(factors[step]! * Math.exp(log)))),
  );
}

/** What makes errors grow: the own height and changes, and of every level its height, its rise of late and before. */
function signsOf(x: ArrayLike<number>, depth: number, hasRain: boolean): number[] {
  const log = (value: number): number => Math.log(EPSILON + value);
  const signs = [x[0]!];
  for (let column = 1; column < OWN_COLUMNS; column++) signs.push(log(Math.abs(x[column]!)));
  signs.push(log(Math.max(0, x[1]!)));
  for (let level = 0; level < depth; level++) {
    const [first, end] = [columnsOf(level), columnsOf(level + 1)];
    const half = first + 1 + ((end - first - 1) >> 1);
    let [late, before, lateSize, beforeSize] = [0, 0, 0, 0];
    for (let column = first + 1; column < end; column++) {
      if (column < half) {
        late += x[column]!;
        lateSize += Math.abs(x[column]!);
      } else {
        before += x[column]!;
        beforeSize += Math.abs(x[column]!);
      }
    }
    signs.push(x[first]!, log(lateSize), log(beforeSize), log(Math.max(0, late + before)), log(Math.max(0, late)));
  }
  if (hasRain) {
    const first = columnsOf(depth);
    let [late, before] = [0, 0];
    for (let block = 0; block < RAIN_COLUMNS; block++) {
      if (block < LATE_BLOCKS) late += x[first + block]!;
      else before += x[first + block]!;
    }
    signs.push(Math.log(RAIN_EPSILON + late), Math.log(RAIN_EPSILON + before));
  }
  return signs;
}
