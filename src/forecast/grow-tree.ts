import { narrow, type Whole } from './whole.ts';

/** An extremely randomised tree (Geurts et al. 2006) whose leaves hold past situations, not averages. Preorder: left is next. */
export interface Tree {
  /** Column asked for at each node; `LEAF` at a leaf. */
  columns: Uint8Array;
  /** Go left at or below; at a leaf the number of its members. */
  thresholds: Float32Array;
  /** What a value that is not seen stands for: -1 goes left, 1 right. */
  absents: Int8Array;
  /** The right child; at a leaf where its members begin. */
  rights: Whole;
  members: Whole;
}

const LEAF = 255;
const MOST_JUDGED = 400;

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

interface Scratch {
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
  const absents: number[] = [];
  const rights: number[] = [];
  const members = new Uint32Array(count);
  const scratch: Scratch = {
    values: new Float64Array(count),
    targets: new Float64Array(count * (OUTPUTS + 1)),
    order: Uint8Array.from({ length: width }, (_, column) => column),
  };
  let placed = 0;
  const grow = (from: number, to: number): void => {
    const node = columns.length;
    const split = to - from < 2 * options.leafSize ? null : bestSplit(sample, options, random, rows, scratch, from, to);
    if (split === null) {
      columns.push(LEAF);
      thresholds.push(to - from);
      absents.push(0);
      rights.push(placed);
      members.set(rows.subarray(from, to), placed);
      placed += to - from;
      return;
    }
    columns.push(split.column);
    thresholds.push(split.threshold);
    absents.push(split.absent);
    rights.push(0);
    const values = x.subarray(split.column * count, (split.column + 1) * count);
    const middle = partition(rows, from, to, (row) => goesLeft(values[row]!, split.threshold, split.absent));
    grow(from, middle);
    rights[node] = columns.length;
    grow(middle, to);
  };
  grow(0, count);
  return {
    columns: Uint8Array.from(columns),
    thresholds: Float32Array.from(thresholds),
    absents: Int8Array.from(absents),
    rights: narrow(rights),
    members: narrow(members),
  };
}

/** Where the members of a situation's leaf stand: from, to. */
export function leafOf(tree: Tree, situation: ArrayLike<number>): readonly [number, number] {
  let node = 0;
  while (tree.columns[node] !== LEAF) {
    const left = goesLeft(situation[tree.columns[node]!]!, tree.thresholds[node]!, tree.absents[node]!);
    node = left ? node + 1 : tree.rights[node]!;
  }
  return [tree.rights[node]!, tree.rights[node]! + tree.thresholds[node]!];
}

/** At most so many members of a leaf, evenly: in calm water it may hold thousands. */
export function someOf(members: Whole, most: number): number[] {
  const count = Math.min(most, members.length);
  return Array.from({ length: count }, (_, index) => members[Math.floor((index * members.length) / count)]!);
}

function goesLeft(value: number, threshold: number, absent: number): boolean {
  return Number.isNaN(value) ? absent < 0 : value <= threshold;
}

interface Split {
  column: number;
  threshold: number;
  absent: number;
}

/** The random split that leaves the least squared error over all outputs. */
function bestSplit(
  { width, x, y, weights, count }: TreeSample,
  { leafSize, tried }: TreeOptions,
  random: () => number,
  rows: Uint32Array,
  scratch: Scratch,
  from: number,
  to: number,
): Split | null {
  const { values, targets, order } = scratch;
  // A large node is judged by some of its rows: a random split among many needs no more.
  const stride = Math.max(1, Math.floor((to - from) / MOST_JUDGED));
  const size = Math.floor((to - from - 1) / stride) + 1;
  // Unrolled over the four outputs: nearly all the time of a fit is spent in these two loops.
  let [weight, a, b, c, d] = [0, 0, 0, 0, 0];
  for (let index = 0; index < size; index++) {
    const row = rows[from + index * stride]!;
    const own = weights[row]!;
    const at = index * 5;
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
    const absent = random() < 0.5 ? -1 : 1;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = 0; index < size; index++) {
      const value = x[offset + rows[from + index * stride]!]!;
      values[index] = value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (!(high - low >= 1e-7)) continue;
    useful -= 1;
    const threshold = Math.fround(low + random() * (high - low));
    let [left, lw, la, lb, lc, ld] = [0, 0, 0, 0, 0, 0];
    for (let index = 0; index < size; index++) {
      const value = values[index]!;
      if (value > threshold || (absent > 0 && Number.isNaN(value))) continue;
      const at = index * 5;
      left += 1;
      lw += targets[at]!;
      la += targets[at + 1]!;
      lb += targets[at + 2]!;
      lc += targets[at + 3]!;
      ld += targets[at + 4]!;
    }
    if (left < leafSize || size - left < leafSize) continue;
    const gain =
      (la * la + lb * lb + lc * lc + ld * ld) / lw +
      ((a - la) ** 2 + (b - lb) ** 2 + (c - lc) ** 2 + (d - ld) ** 2) / (weight - lw);
    if (gain > bestGain) {
      bestGain = gain;
      best = { column, threshold, absent };
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
