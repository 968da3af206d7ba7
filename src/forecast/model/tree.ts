import type { Whole } from './whole.ts';

/** Where in a tree a situation belongs. Nodes stand in preorder: left is next. */
export interface Branches {
  /** By node: the column asked for, or `~column` where what is not seen goes right; `LEAF` at a leaf. */
  columns: Int8Array;
  /** By split: go left at or below. */
  thresholds: Float32Array;
  /** By split: the node on the right. */
  rights: Whole;
}

/** An extremely randomised tree (Geurts et al. 2006) whose leaves hold past situations, not averages. */
export interface Tree extends Branches {
  /** By leaf: where its members begin. */
  starts: Whole;
  members: Whole;
}

export const LEAF = 127;

/** The number of a situation's leaf. */
export function leafOf({ columns, thresholds, rights }: Branches, situation: ArrayLike<number>): number {
  let [node, split] = [0, 0];
  for (let asks = columns[node]!; asks !== LEAF; asks = columns[node]!) {
    if (goesLeft(asks, situation[columnOf(asks)]!, thresholds[split]!)) {
      node += 1;
      split += 1;
    } else {
      const right = rights[split]!;
      // The branch on the left has one leaf more than it has splits.
      split += 1 + (right - node - 2) / 2;
      node = right;
    }
  }
  return node - split;
}

/** At most so many members of a leaf, evenly: in calm water it may hold thousands. */
export function membersOf({ starts, members: all }: Tree, leaf: number, most = Number.POSITIVE_INFINITY): Whole {
  const members = all.subarray(starts[leaf], starts[leaf + 1]);
  if (members.length <= most) return members;
  const some = members.slice(0, most);
  for (let index = 0; index < most; index++) some[index] = members[Math.floor((index * members.length) / most)]!;
  return some;
}

/** @example columnOf(3) and columnOf(~3) // 3 */
export function columnOf(asks: number): number {
  return asks < 0 ? ~asks : asks;
}

export function goesLeft(asks: number, value: number, threshold: number): boolean {
  return Number.isNaN(value) ? asks >= 0 : value <= threshold;
}
