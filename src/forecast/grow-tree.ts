/** An extremely randomised tree (Geurts et al. 2006) whose leaves hold past situations, not averages. Preorder: left is next. */
export interface Tree {
  /** Column asked for at each node; `LEAF` at a leaf. */
  columns: Uint8Array;
  /** Go left at or below; at a leaf the number of its members. */
  thresholds: Float32Array;
  /** The right child; at a leaf where its members begin. */
  rights: Uint32Array;
  members: Uint32Array;
}

export const LEAF = 255;

export interface TreeSample {
  width: number;
  /** Column after column. */
  x: Float32Array;
  /** `outputs` a row. */
  y: Float32Array;
  outputs: number;
  weights: Float32Array;
  count: number;
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
  const members = new Uint32Array(count);
  const order = Uint8Array.from({ length: width }, (_, column) => column);
  let placed = 0;
  const grow = (from: number, to: number): void => {
    const node = columns.length;
    const split = to - from < 2 * options.leafSize ? null : bestSplit(sample, options, random, rows, from, to, order);
    if (split === null) {
      columns.push(LEAF);
      thresholds.push(to - from);
      rights.push(placed);
      members.set(rows.subarray(from, to), placed);
      placed += to - from;
      return;
    }
    columns.push(split.column);
    thresholds.push(split.threshold);
    rights.push(0);
    const middle = partition(
      rows,
      from,
      to,
      x.subarray(split.column * count, (split.column + 1) * count),
      split.threshold,
    );
    grow(from, middle);
    rights[node] = columns.length;
    grow(middle, to);
  };
  grow(0, count);
  return {
    columns: Uint8Array.from(columns),
    thresholds: Float32Array.from(thresholds),
    rights: Uint32Array.from(rights),
    members,
  };
}

/** Where the members of a situation's leaf stand: from, to. */
export function leafOf(tree: Tree, situation: ArrayLike<number>): readonly [number, number] {
  let node = 0;
  while (tree.columns[node] !== LEAF) {
    node = situation[tree.columns[node]!]! <= tree.thresholds[node]! ? node + 1 : tree.rights[node]!;
  }
  return [tree.rights[node]!, tree.rights[node]! + tree.thresholds[node]!];
}

/** The random split that leaves the least squared error over all outputs. */
function bestSplit(
  { width, x, y, outputs, weights, count }: TreeSample,
  { leafSize, tried }: TreeOptions,
  random: () => number,
  rows: Uint32Array,
  from: number,
  to: number,
  order: Uint8Array,
): { column: number; threshold: number } | null {
  const all = new Float64Array(outputs);
  const left = new Float64Array(outputs);
  let weight = 0;
  for (let index = from; index < to; index++) {
    const row = rows[index]!;
    weight += weights[row]!;
    for (let k = 0; k < outputs; k++) all[k]! += weights[row]! * y[row * outputs + k]!;
  }
  let best: { column: number; threshold: number } | null = null;
  let bestGain = all.reduce((sum, each) => sum + (each * each) / weight, 0) + 1e-9;
  let useful = Math.max(1, Math.round(tried * width));
  for (let drawn = 0; drawn < width && useful > 0; drawn++) {
    const other = drawn + Math.floor(random() * (width - drawn));
    const column = order[other]!;
    order[other] = order[drawn]!;
    order[drawn] = column;
    const offset = column * count;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = from; index < to; index++) {
      const value = x[offset + rows[index]!]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low < 1e-7) continue;
    useful -= 1;
    const threshold = Math.fround(low + random() * (high - low));
    left.fill(0);
    let leftWeight = 0;
    let leftCount = 0;
    for (let index = from; index < to; index++) {
      const row = rows[index]!;
      if (x[offset + row]! > threshold) continue;
      leftCount += 1;
      leftWeight += weights[row]!;
      for (let k = 0; k < outputs; k++) left[k]! += weights[row]! * y[row * outputs + k]!;
    }
    if (leftCount < leafSize || to - from - leftCount < leafSize) continue;
    let gain = 0;
    for (let k = 0; k < outputs; k++) {
      gain += left[k]! ** 2 / leftWeight + (all[k]! - left[k]!) ** 2 / (weight - leftWeight);
    }
    if (gain > bestGain) {
      bestGain = gain;
      best = { column, threshold };
    }
  }
  return best;
}

function partition(rows: Uint32Array, from: number, to: number, values: Float32Array, threshold: number): number {
  let [low, high] = [from, to - 1];
  while (low <= high) {
    if (values[rows[low]!]! <= threshold) low++;
    else {
      const row = rows[low]!;
      rows[low] = rows[high]!;
      rows[high--] = row;
    }
  }
  return low;
}
