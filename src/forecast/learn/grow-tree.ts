import { columnOf, goesLeft, LEAF, type Tree } from '../model/tree.ts';
import { narrow } from '../model/whole.ts';

/** A node is judged by so many of its rows, or up to twice as many: a random split among many needs no more. */
const MOST_JUDGED = 400;
/** A column that differs by less tells nothing apart. */
const LEAST_RANGE = 1e-7;

export interface TreeSample {
  width: number;
  /** Column after column; NaN where nothing was seen. */
  x: Float32Array;
  /** `OUTPUTS` a row. */
  y: Float32Array;
  weights: Float32Array;
  count: number;
}

/** What a split is judged by: four steps of the path. */
export const OUTPUTS = 4;

interface Growing {
  sample: TreeSample;
  options: TreeOptions;
  random: () => number;
  /** The rows of the sample, those of one node side by side. */
  rows: Uint32Array;
  scratch: Scratch;
}

interface Scratch {
  /** The rows that a node is judged by. */
  judged: Uint32Array;
  values: Float64Array;
  /** Weight and weighted outputs, row after row of a node. */
  targets: Float64Array;
  /** Columns in the order in which they are drawn. */
  order: Uint8Array;
}

export interface TreeOptions {
  leafSize: number;
  /** The share of columns tried at a split, each with one random threshold. */
  tried: number;
}

export function growTree(sample: TreeSample, options: TreeOptions, random: () => number): Tree {
  const { width, x, count } = sample;
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const columns: number[] = [];
  const thresholds: number[] = [];
  const rights: number[] = [];
  const starts: number[] = [];
  const members = new Uint32Array(count);
  const scratch: Scratch = {
    judged: new Uint32Array(count),
    values: new Float64Array(count),
    targets: new Float64Array(count * (OUTPUTS + 1)),
    order: Uint8Array.from({ length: width }, (_, column) => column),
  };
  const growing: Growing = { sample, options, random, rows, scratch };
  let placed = 0;
  const grow = (from: number, to: number): void => {
    const split = to - from < 2 * options.leafSize ? null : bestSplit(growing, from, to);
    if (split === null) {
      columns.push(LEAF);
      starts.push(placed);
      members.set(rows.subarray(from, to), placed);
      placed += to - from;
      return;
    }
    columns.push(split.asks);
    thresholds.push(split.threshold);
    const at = rights.push(0) - 1;
    const offset = columnOf(split.asks) * count;
    const middle = partition(rows, from, to, (row) => goesLeft(split.asks, x[offset + row]!, split.threshold));
    grow(from, middle);
    rights[at] = columns.length;
    grow(middle, to);
  };
  grow(0, count);
  return {
    columns: Int8Array.from(columns),
    thresholds: Float32Array.from(thresholds),
    rights: narrow(rights),
    starts: narrow(starts),
    members: narrow(members),
  };
}

interface Split {
  /** As in `Tree.columns`. */
  asks: number;
  threshold: number;
}

/** The random split of the node's rows [from, to) that leaves the least squared error over all outputs. */
function bestSplit({ sample, options, random, rows, scratch }: Growing, from: number, to: number): Split | null {
  const { width, x, y, weights, count } = sample;
  const { leafSize, tried } = options;
  const { judged, values, targets, order } = scratch;
  const stride = Math.max(1, Math.floor((to - from) / MOST_JUDGED));
  const size = Math.floor((to - from - 1) / stride) + 1;
  // Nearly all the time of a fit is spent in these loops: unrolled over the four outputs, and where a row goes is multiplied, for a processor
  // guesses a random branch wrongly half of the time (two thirds of the time so, to the last digit the same trees).
  let [weight, a, b, c, d] = [0, 0, 0, 0, 0];
  for (let index = 0; index < size; index++) {
    const row = rows[from + index * stride]!;
    const own = weights[row]!;
    const at = index * 5;
    judged[index] = row;
    weight += targets[at] = own;
    a += targets[at + 1] = own * y[row * 4]!;
    b += targets[at + 2] = own * y[row * 4 + 1]!;
    c += targets[at + 3] = own * y[row * 4 + 2]!;
    d += targets[at + 4] = own * y[row * 4 + 3]!;
  }
  let best: Split | null = null;
  let bestGain = (a * a + b * b + c * c + d * d) / weight + 1e-9;
  let useful = Math.max(1, Math.round(tried * width));
  for (let drawn = 0; drawn < width && useful > 0; drawn++) {
    const other = drawn + Math.floor(random() * (width - drawn));
    const column = order[other]!;
    order[other] = order[drawn]!;
    order[drawn] = column;
    const offset = column * count;
    const asks = random() < 0.5 ? column : ~column;
    const unseen = asks < 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = 0; index < size; index++) {
      const value = x[offset + judged[index]!]!;
      values[index] = Number.isNaN(value) ? unseen : value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (!(high - low >= LEAST_RANGE)) continue;
    useful -= 1;
    const threshold = Math.fround(low + random() * (high - low));
    let [left, lw, la, lb, lc, ld] = [0, 0, 0, 0, 0, 0];
    for (let index = 0; index < size; index++) {
      const isLeft = Number(values[index]! <= threshold);
      const at = index * 5;
      left += isLeft;
      lw += isLeft * targets[at]!;
      la += isLeft * targets[at + 1]!;
      lb += isLeft * targets[at + 2]!;
      lc += isLeft * targets[at + 3]!;
      ld += isLeft * targets[at + 4]!;
    }
    if (left < leafSize || size - left < leafSize) continue;
    const gain =
      (la * la + lb * lb + lc * lc + ld * ld) / lw +
      ((a - la) ** 2 + (b - lb) ** 2 + (c - lc) ** 2 + (d - ld) ** 2) / (weight - lw);
    if (gain > bestGain) {
      bestGain = gain;
      best = { asks, threshold };
    }
  }
  return best;
}

function partition(rows: Uint32Array, from: number, to: number, isLeft: (row: number) => boolean): number {
  let [low, high] = [from, to - 1];
  while (low <= high) {
    if (isLeft(rows[low]!)) low++;
    else {
      const row = rows[low]!;
      rows[low] = rows[high]!;
      rows[high--] = row;
    }
  }
  return low;
}
