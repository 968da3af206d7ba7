import { growTree, OUTPUTS, type Tree } from './grow-tree.ts';
import { holdOut } from './hold-out.ts';
import { seededRandom } from './seeded-random.ts';
import { narrow } from './whole.ts';

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
  /** Of the rows of other blocks than a tree sees, so many at most become members of its leaves all the same. */
  mostHeldOut: number;
}

/** A tree, and the blocks that its splits were found by. */
export interface GrownTree {
  tree: Tree;
  blocks: ReadonlySet<number>;
}

/** The share of blocks each tree sees, and of columns each split tries. */
const SHARE = 0.63;
const TRIED = 0.5;

/** Each tree sees some of the blocks, so that no one flood answers for all. Members are rows of the sample. */
export function growForest(sample: ForestSample, options: ForestOptions): GrownTree[] {
  const rowsOf = Map.groupBy(sample.blocks.keys(), (row) => sample.blocks[row]!);
  const names = [...rowsOf.keys()];
  const situationOf = (row: number): Float32Array => sample.x.subarray(row * sample.width, (row + 1) * sample.width);
  return Array.from({ length: options.trees }, (_, index) => {
    const random = seededRandom(index + 1);
    const blocks = new Set(draw(names, Math.max(2, Math.floor(SHARE * names.length)), random));
    const drawRows = (of: Iterable<number>, most: number): readonly number[] => {
      if (most === 0) return [];
      const all = [...of].flatMap((name) => rowsOf.get(name)!);
      return all.length > most ? draw(all, most, random) : all;
    };
    const rows = drawRows(blocks, options.mostRows);
    const tree = growTree(subset(sample, rows), { leafSize: options.leafSize, tried: TRIED }, random);
    const members = narrow(Array.from(tree.members, (member) => rows[member]!));
    const others = drawRows(
      names.filter((name) => !blocks.has(name)),
      options.mostHeldOut,
    );
    return { tree: holdOut({ ...tree, members }, others, situationOf), blocks };
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
