import { solveSymmetric } from './cholesky.ts';
import { columnsOf, OWN_COLUMNS, RAIN_COLUMNS } from './features.ts';
import { quantile } from './median.ts';
import type { Sample } from './ridge.ts';

/** How wide the errors of the mean path are, step by step: log variance linear in the situation's restlessness. */
export interface LogSpread {
  depth: number;
  hasRain: boolean;
  means: Float64Array;
  deviations: Float64Array;
  lows: Float64Array;
  highs: Float64Array;
  /** outputs × (signs + 1). */
  coefficients: Float64Array;
}

const EPSILON = 0.01;
const RAIN_EPSILON = 0.05;
const ROUNDS = 25;
const PENALTY = 20;

/** Gamma regression with log link on squared out-of-fold errors; bounded influence, one fixed matrix. */
export function fitLogSpread(sample: Sample, errors: Float32Array, depth: number, hasRain: boolean): LogSpread {
  const { count, outputs, weights, width, x } = sample;
  const rows = Array.from({ length: count }, (_, row) =>
    signsOf(x.subarray(row * width, (row + 1) * width), depth, hasRain),
  );
  const signs = rows[0]!.length;
  const n = signs + 1;
  const weight = weights.reduce((sum, each) => sum + each, 0);
  const means = new Float64Array(signs);
  const deviations = new Float64Array(signs);
  rows.forEach((row, index) => row.forEach((value, sign) => (means[sign]! += (weights[index]! * value) / weight)));
  rows.forEach((row, index) =>
    row.forEach((value, sign) => (deviations[sign]! += (weights[index]! * (value - means[sign]!) ** 2) / weight)),
  );
  const scaled = new Float64Array(count * n);
  for (let sign = 0; sign < signs; sign++) deviations[sign] = Math.sqrt(deviations[sign]!) + 1e-6;
  rows.forEach((row, index) => {
    scaled[index * n] = 1;
    row.forEach((value, sign) => (scaled[index * n + sign + 1] = (value - means[sign]!) / deviations[sign]!));
  });
  const matrix = new Float64Array(n * n);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) matrix[i * n + j]! += weights[row]! * scaled[row * n + i]! * scaled[row * n + j]!;
    }
  }
  for (let i = 0; i < n; i++) matrix[i * n + i]! += i === 0 ? 1e-9 : PENALTY;
  const coefficients = new Float64Array(outputs * n);
  for (let step = 0; step < outputs; step++) {
    const squares = Float64Array.from({ length: count }, (_, row) => errors[row * outputs + step]! ** 2 + 1e-7);
    let solution: Float64Array = new Float64Array(n);
    solution[0] = Math.log(squares.reduce((sum, square, row) => sum + (weights[row]! * square) / weight, 0));
    for (let round = 0; round < ROUNDS; round++) {
      const right = new Float64Array(n);
      for (let row = 0; row < count; row++) {
        let eta = 0;
        for (let i = 0; i < n; i++) eta += scaled[row * n + i]! * solution[i]!;
        eta = Math.min(30, Math.max(-30, eta));
        const working = eta + Math.min(5, Math.max(-1, squares[row]! * Math.exp(-eta) - 1));
        for (let i = 0; i < n; i++) right[i]! += weights[row]! * scaled[row * n + i]! * working;
      }
      const next = solveSymmetric(matrix, n, right, 1);
      const moved = next.reduce((most, value, i) => Math.max(most, Math.abs(value - solution[i]!)), 0);
      solution = next;
      if (moved < 1e-3) break;
    }
    coefficients.set(solution, step * n);
  }
  const column = (sign: number): Float64Array => Float64Array.from(rows, (row) => row[sign]!);
  const lows = means.map((_, sign) => quantile(column(sign), 0.001));
  const highs = means.map((_, sign) => quantile(column(sign), 1) + 0.5 * deviations[sign]!);
  return { depth, hasRain, means, deviations, lows, highs, coefficients };
}

/** The spread of each step of one situation. */
export function spreadOf(spread: LogSpread, situation: ArrayLike<number>): Float64Array {
  const signs = signsOf(situation, spread.depth, spread.hasRain);
  const n = signs.length + 1;
  const outputs = spread.coefficients.length / n;
  const scaled = signs.map((value, sign) => {
    const inside = Math.min(spread.highs[sign]!, Math.max(spread.lows[sign]!, value));
    return (inside - spread.means[sign]!) / spread.deviations[sign]!;
  });
  return Float64Array.from({ length: outputs }, (_, step) => {
    let eta = spread.coefficients[step * n]!;
    for (let sign = 0; sign < scaled.length; sign++) eta += spread.coefficients[step * n + sign + 1]! * scaled[sign]!;
    return Math.exp(0.5 * Math.min(6, Math.max(-16, eta)));
  });
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
      if (block < 2) late += x[first + block]!;
      else before += x[first + block]!;
    }
    signs.push(Math.log(RAIN_EPSILON + late), Math.log(RAIN_EPSILON + before));
  }
  return signs;
}
