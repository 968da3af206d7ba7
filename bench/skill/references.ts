import type { AnalogueSample } from '../../src/forecast/learn/assemble-sample.ts';
import { solveSymmetric } from '../../src/forecast/model/cholesky.ts';
import { nearest } from '../../src/forecast/model/nearest.ts';
import { columnsOf, OWN_COLUMNS } from '../../src/forecast/observed/features.ts';
import { HORIZONS, HORIZONS_H } from '../../src/forecast/observed/horizons.ts';
import { partitionPoint } from '../../src/lib/partition-point.ts';

/** A simple forecast to be measured against: the chance that the rise within a lead time reaches `gap` (shares of bankfull). */
type Reference = (situation: Float64Array, gap: number, leadTimeH: number) => number;

/** Shares of bankfull above the usual level that the pooled logistic regression is taught. */
const TAUGHT = [0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 1, 1.25, 1.6];
const NEIGHBOURS = 60;
const LEVEL_NEIGHBOURS = 500;

/** The neighbours of a situation are searched for among so many rows at most. */
const SEARCHED_ROWS = 20_000;

export type References = Record<string, Reference>;

/** All learn from the same record as the forecast, by its own columns. */
export function references(sample: AnalogueSample): References {
  const width = columnsOf(sample.depth);
  const all = Uint32Array.from({ length: sample.count }, (_, row) => row);
  const byLevel = all.toSorted((a, b) => sample.x[a * width]! - sample.x[b * width]!);
  const levels = Float64Array.from(byLevel, (row) => sample.x[row * width]!);
  const rise = highestRises(sample);
  const share = (rows: ArrayLike<number>, gap: number, leadTimeH: number): number => {
    const rises = rise(leadTimeH);
    let [passed, weight] = [0, 0];
    for (let index = 0; index < rows.length; index++) {
      const own = sample.weights[rows[index]!]!;
      weight += own;
      if (rises[rows[index]!]! >= gap) passed += own;
    }
    return weight === 0 ? 0 : passed / weight;
  };
  const around = (level: number): Uint32Array => {
    const place = partitionPoint(levels.length, (index) => levels[index]! < level);
    const first = Math.max(0, Math.min(levels.length - LEVEL_NEIGHBOURS, place - LEVEL_NEIGHBOURS / 2));
    return byLevel.subarray(first, first + LEVEL_NEIGHBOURS);
  };
  const near = nearestSearch(sample, width);
  const logistic = new Map<number, Float64Array>();
  let asked: { situation: Float64Array; near: Uint32Array; own: Uint32Array } | null = null;
  const neighbours = (situation: Float64Array): { near: Uint32Array; own: Uint32Array } => {
    if (asked?.situation !== situation) {
      asked = { situation, near: near(situation, width, NEIGHBOURS), own: near(situation, 3, NEIGHBOURS) };
    }
    return asked;
  };
  return {
    persistence: (situation, gap, leadTimeH) => share(around(situation[0]!), gap, leadTimeH),
    'rate of rise': (situation, gap, leadTimeH) => share(neighbours(situation).own, gap, leadTimeH),
    'k-NN': (situation, gap, leadTimeH) => share(neighbours(situation).near, gap, leadTimeH),
    logistic: (situation, gap, leadTimeH) => {
      if (!logistic.has(leadTimeH)) logistic.set(leadTimeH, fitLogistic(sample, width, rise(leadTimeH)));
      const coefficients = logistic.get(leadTimeH)!;
      const basis = terms(situation, 0, width, gap);
      return 1 / (1 + Math.exp(-basis.reduce((sum, each, index) => sum + each * coefficients[index]!, 0)));
    },
  };
}

/** Of every row, the highest rise within a lead time. */
function highestRises({ count, rises }: AnalogueSample): (leadTimeH: number) => Float32Array {
  const known = new Map<number, Float32Array>();
  return (leadTimeH) => {
    const before = known.get(leadTimeH);
    if (before) return before;
    const steps = HORIZONS_H.filter((each) => each <= leadTimeH).length;
    const highest = Float32Array.from({ length: count }, (_, row) => {
      let most = Number.NEGATIVE_INFINITY;
      for (let step = 0; step < steps; step++) most = Math.max(most, rises[row * HORIZONS + step]!);
      return most;
    });
    known.set(leadTimeH, highest);
    return highest;
  };
}

/** Finds the rows most like a situation in its first columns, each in units of its own spread. */
function nearestSearch(
  { count, x }: AnalogueSample,
  width: number,
): (situation: Float64Array, columns: number, most: number) => Uint32Array {
  const searched = Math.min(count, SEARCHED_ROWS);
  const rows = Uint32Array.from({ length: searched }, (_, index) => Math.floor((index * count) / searched));
  const scales = Float64Array.from({ length: width }, (_, column) => {
    let square = 0;
    for (const row of rows) square += x[row * width + column]! ** 2;
    return 1 / (Math.sqrt(square / searched) + 1e-6);
  });
  const standard = new Float32Array(searched * width);
  rows.forEach((row, index) => {
    for (let column = 0; column < width; column++) {
      standard[index * width + column] = x[row * width + column]! * scales[column]!;
    }
  });
  return (situation, columns, most) => {
    const asked = Float64Array.from({ length: columns }, (_, column) => situation[column]! * scales[column]!);
    const near = nearest(searched, most, (index, furthest) => {
      let distance = 0;
      // Most rows are further than the last of the nearest so far after a few columns.
      for (let column = 0; column < columns && distance < furthest; column++) {
        distance += (standard[index * width + column]! - asked[column]!) ** 2;
      }
      return distance;
    });
    return near.rows.map((index) => rows[index]!);
  };
}

/** Gap, own level and rises, and of the first level of the tree all: enough for a fair linear rival. */
function terms(x: ArrayLike<number>, at: number, width: number, gap: number): number[] {
  const columns = Math.min(width, columnsOf(1));
  const basis = [1, gap, Math.log(0.01 + Math.max(0, gap))];
  for (let column = 0; column < columns; column++) basis.push(x[at + column]!);
  for (let column = 1; column < OWN_COLUMNS; column++) basis.push(Math.log(0.01 + Math.max(0, x[at + column]!)));
  return basis;
}

function fitLogistic(sample: AnalogueSample, width: number, rises: Float32Array): Float64Array {
  const stride = Math.max(1, Math.floor(sample.count / 3000));
  const rows: { basis: number[]; passed: number; weight: number }[] = [];
  for (let row = 0; row < sample.count; row += stride) {
    for (const mark of TAUGHT) {
      const gap = mark - sample.x[row * width]!;
      if (gap <= 0) continue;
      const basis = terms(sample.x, row * width, width, gap);
      rows.push({ basis, passed: rises[row]! >= gap ? 1 : 0, weight: sample.weights[row]! });
    }
  }
  const n = rows[0]!.basis.length;
  let solution = new Float64Array(n);
  for (let round = 0; round < 8; round++) {
    const matrix = new Float64Array(n * n);
    const right = new Float64Array(n);
    for (const { basis, passed, weight } of rows) {
      const eta = basis.reduce((sum, each, index) => sum + each * solution[index]!, 0);
      const chance = 1 / (1 + Math.exp(-Math.min(20, Math.max(-20, eta))));
      const own = weight * Math.max(1e-4, chance * (1 - chance));
      const working = eta + (weight * (passed - chance)) / own;
      for (let i = 0; i < n; i++) {
        right[i]! += own * basis[i]! * working;
        for (let j = 0; j < n; j++) matrix[i * n + j]! += own * basis[i]! * basis[j]!;
      }
    }
    for (let i = 0; i < n; i++) matrix[i * n + i]! += 1;
    solution = solveSymmetric(matrix, n, right, 1).slice();
  }
  return solution;
}
