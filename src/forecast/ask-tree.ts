import { columnOf, goesLeft, LEAF, type Tree } from './grow-tree.ts';
import type { Whole } from './whole.ts';

/** The leaf that a situation leads to. */
export function leafOf(tree: Tree, situation: ArrayLike<number>): number {
  return pathTo(tree, situation).at(-1)!.node;
}

/** The members of a situation's leaf that its splits were found by. */
export function learnersOf(tree: Tree, situation: ArrayLike<number>): Whole {
  const { from, heldOutFrom } = placesOf(tree, leafOf(tree, situation));
  return tree.members.subarray(from, heldOutFrom);
}

/** The members that were held out of the smallest branch about a situation's leaf which has at least so many of them; none where the whole tree has fewer. */
export function heldOutAbout(tree: Tree, situation: ArrayLike<number>, fewest: number): number[] {
  for (const branch of pathTo(tree, situation).toReversed()) {
    const members = heldOutOf(tree, branch);
    if (members.length >= fewest) return members;
  }
  return [];
}

/** At most so many members, evenly: in calm water a leaf may hold thousands. */
export function someOf(members: ArrayLike<number>, most: number): number[] {
  const count = Math.min(most, members.length);
  return Array.from({ length: count }, (_, index) => members[Math.floor((index * members.length) / count)]!);
}

/** A node and all below it, which stand next to one another: up to before `end`. */
interface Branch {
  node: number;
  end: number;
}

/** From the whole tree to the leaf. */
function pathTo(tree: Tree, situation: ArrayLike<number>): Branch[] {
  const path: Branch[] = [];
  let [node, end] = [0, tree.columns.length];
  for (;;) {
    path.push({ node, end });
    const asks = tree.columns[node]!;
    if (asks === LEAF) return path;
    const right = tree.rights[node]!;
    if (goesLeft(asks, situation[columnOf(asks)]!, tree.thresholds[node]!)) [node, end] = [node + 1, right];
    else node = right;
  }
}

function heldOutOf(tree: Tree, { node, end }: Branch): number[] {
  const members: number[] = [];
  for (let each = node; each < end; each++) {
    if (tree.columns[each] !== LEAF) continue;
    const { heldOutFrom, to } = placesOf(tree, each);
    for (let place = heldOutFrom; place < to; place++) members.push(tree.members[place]!);
  }
  return members;
}

/** Where a leaf's members begin, where those that were held out do, and where they end. */
function placesOf({ columns, thresholds, rights, members }: Tree, leaf: number) {
  let next = leaf + 1;
  while (next < columns.length && columns[next] !== LEAF) next++;
  const to = next < columns.length ? rights[next]! : members.length;
  return { from: rights[leaf]!, heldOutFrom: to - thresholds[leaf]!, to };
}
