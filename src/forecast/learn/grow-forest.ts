import { seededRandom } from '../model/seeded-random.ts';
import type { Tree } from '../model/tree.ts';
import { narrow } from '../model/whole.ts';
import { growTree, OUTPUTS } from './grow-tree.ts';

export interface ForestSample {
  count: number;
  width: number;
  /** Row after row. */
  x: Float32Array;
  /** `OUTPUTS` a row. */
  y: Float32Array;
  weights: Float32Array;
  /** Rows of one block are dealt to a tree together: a station, or a week. */
  blocks: Int32Array;
}

export interface ForestOptions {
  trees: number;
  mostRows: number;
  leafSize: number;
}

/** A tree, and the blocks that it saw. */
export interface GrownTree {
  tree: Tree;
  blocks: ReadonlySet<number>;
}

/** The share of blocks each tree sees, and of columns each split tries (docs/forecast-tried.md, first round: neither a quarter nor nine tenths of the columns is better on all rivers). */
const SHARE = 0.63;
const TRIED = 0.5;

/** Each tree sees some of the blocks, so that no one flood answers for all. Members are rows of the sample. */
export function growForest(sample: ForestSample, { trees, mostRows, leafSize }: ForestOptions): GrownTree[] {
  const names = [...new Set(sample.blocks)];
  const rowsOf = new Map(names.map((name) => [name, [] as number[]]));
  sample.blocks.forEach((name, row) => rowsOf.get(name)!.push(row));
  return Array.from({ length: trees }, (_, index) => {
    const random = seededRandom(index + 1);
    const dealt = draw(names, Math.max(2, Math.floor(SHARE * names.length)), random);
    const all = dealt.flatMap((name) => rowsOf.get(name)!);
    const rows = all.length > mostRows ? draw(all, mostRows, random) : all;
    const tree = growTree(subset(sample, rows), { leafSize, tried: TRIED }, random);
    return {
      tree: { ...tree, members: narrow(Array.from(tree.members, (member) => rows[member]!)) },
      blocks: new Set(dealt),
    };
  });
}

/** So many of the items, in random order, each at most once. */
function draw<T>(items: readonly T[], count: number, random: () => number): T[] {
  const pile = [...items];
  const drawn = Math.min(count, pile.length);
  for (let index = 0; index < drawn; index++) {
    const other = index + Math.floor(random() * (pile.length - index));
    [pile[index], pile[other]] = [pile[other]!, pile[index]!];
  }
  return pile.slice(0, drawn);
}

function subset({ width, x, y, weights }: ForestSample, rows: readonly number[]) {
  const count = rows.length;
  const columns = new Float32Array(width * count);
  const targets = new Float32Array(OUTPUTS * count);
  rows.forEach((row, index) => {
    for (let column = 0; column < width; column++) columns[column * count + index] = x[row * width + column]!;
    for (let k = 0; k < OUTPUTS; k++) targets[index * OUTPUTS + k] = y[row * OUTPUTS + k]!;
  });
  return { width, x: columns, y: targets, weights: Float32Array.from(rows, (row) => weights[row]!), count };
}
