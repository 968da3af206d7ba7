import { solveSymmetric } from './cholesky.ts';

/** Rows to learn from, row after row in flat arrays. */
export interface Sample {
  count: number;
  /** Columns of `x`. */
  width: number;
  x: Float32Array;
  /** `outputs` a row. */
  y: Float32Array;
  outputs: number;
  weights: Float32Array;
  /** Rows of one fold share floods or a river: what is said of a row out of fold was learned without its fold. */
  folds: Uint16Array;
}

/** What columns are standardised by. */
interface Standard {
  means: Float64Array;
  deviations: Float64Array;
}

/** A linear mean of all steps at once, in standardised columns. */
export interface Ridge extends Standard {
  width: number;
  outputs: number;
  /** (width + 1) × outputs; the first row is the intercept. */
  coefficients: Float64Array;
}

/** Added to each squared slope in standardised columns; it grows with the rows beyond so many. */
const PENALTY = { least: 3, rows: 40_000 };
/** A broken reading may not shout louder than this many standard deviations. */
const CLIP = 25;

/** The ridge, and its mean of every row out of fold, both from sums over folds and without a second pass of the data. */
export function fitRidge(sample: Sample): { ridge: Ridge; outOfFold: Float32Array } {
  const { count, width, outputs, folds } = sample;
  const standard = standardOf(sample);
  const n = width + 1;
  const gram = new Map<number, Float64Array>();
  const cross = new Map<number, Float64Array>();
  const basis = new Float64Array(n);
  for (let row = 0; row < count; row++) {
    const fold = folds[row]!;
    if (!gram.has(fold)) {
      gram.set(fold, new Float64Array(n * n));
      cross.set(fold, new Float64Array(n * outputs));
    }
    addRow(sample, row, fillBasis(basis, sample.x, row * width, standard), gram.get(fold)!, cross.get(fold)!);
  }
  const weight = sample.weights.reduce((sum, each) => sum + each, 0);
  const penalty = PENALTY.least * Math.max(1, weight / PENALTY.rows);
  const solve = (without: number | null): Float64Array => {
    const g = total(gram, n * n, without);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) g[i * n + j] = g[j * n + i]!;
      g[i * n + i]! += i === 0 ? 1e-9 : penalty;
    }
    return solveSymmetric(g, n, total(cross, n * outputs, without), outputs);
  };
  const coefficients = solve(null);
  const ridge: Ridge = { width, outputs, ...standard, coefficients };
  const byFold = new Map([...gram.keys()].map((fold) => [fold, gram.size > 1 ? solve(fold) : coefficients]));
  const outOfFold = new Float32Array(count * outputs);
  for (let row = 0; row < count; row++) {
    fillBasis(basis, sample.x, row * width, standard);
    applyTo(basis, byFold.get(folds[row]!)!, outputs, outOfFold, row * outputs);
  }
  return { ridge, outOfFold };
}

/** The mean path of one situation. */
export function ridgeMean(ridge: Ridge, situation: ArrayLike<number>): Float64Array {
  const basis = new Float64Array(ridge.width + 1);
  const mean = new Float64Array(ridge.outputs);
  fillBasis(basis, situation, 0, ridge);
  applyTo(basis, ridge.coefficients, ridge.outputs, mean, 0);
  return mean;
}

function standardOf({ count, width, x, weights }: Sample): Standard {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  let weight = 0;
  for (let row = 0; row < count; row++) {
    weight += weights[row]!;
    for (let column = 0; column < width; column++) means[column]! += weights[row]! * x[row * width + column]!;
  }
  for (let column = 0; column < width; column++) means[column]! /= weight;
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < width; column++) {
      deviations[column]! += weights[row]! * (x[row * width + column]! - means[column]!) ** 2;
    }
  }
  return { means, deviations: deviations.map((sum) => Math.sqrt(sum / weight) + 1e-6) };
}

function fillBasis(basis: Float64Array, x: ArrayLike<number>, at: number, standard: Standard) {
  basis[0] = 1;
  for (let column = 0; column < standard.means.length; column++) {
    basis[column + 1] = standardised(standard, column, x[at + column]!);
  }
  return basis;
}

/** How far a column's value lies from its mean, in standard deviations. */
export function standardised({ means, deviations }: Standard, column: number, value: number): number {
  return Math.min(CLIP, Math.max(-CLIP, (value - means[column]!) / deviations[column]!));
}

/** Only the upper triangle is summed. */
function addRow(
  { y, outputs, weights }: Sample,
  row: number,
  basis: Float64Array,
  gram: Float64Array,
  cross: Float64Array,
) {
  const n = basis.length;
  for (let i = 0; i < n; i++) {
    const weighted = weights[row]! * basis[i]!;
    if (weighted === 0) continue;
    for (let j = i; j < n; j++) gram[i * n + j]! += weighted * basis[j]!;
    for (let k = 0; k < outputs; k++) cross[i * outputs + k]! += weighted * y[row * outputs + k]!;
  }
}

function total(parts: ReadonlyMap<number, Float64Array>, length: number, without: number | null): Float64Array {
  const sum = new Float64Array(length);
  for (const [fold, part] of parts) {
    if (fold === without) continue;
    for (let index = 0; index < length; index++) sum[index]! += part[index]!;
  }
  return sum;
}

function applyTo(
  basis: Float64Array,
  coefficients: Float64Array,
  outputs: number,
  out: Float64Array | Float32Array,
  at: number,
) {
  for (let k = 0; k < outputs; k++) {
    let sum = 0;
    for (let i = 0; i < basis.length; i++) sum += basis[i]! * coefficients[i * outputs + k]!;
    out[at + k] = sum;
  }
}
