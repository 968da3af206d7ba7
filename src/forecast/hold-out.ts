import { leafOf } from './ask-tree.ts';
import { LEAF, type Tree } from './grow-tree.ts';
import { narrow } from './whole.ts';

/**
 * The tree with rows as further members that its splits were not found by, each in the leaf that its situation leads to: what a leaf says
 * of them is what it would say of a flood to come (honest trees, Wager and Athey 2018).
 */
export function holdOut(tree: Tree, rows: readonly number[], situationOf: (row: number) => Float32Array): Tree {
  if (rows.length === 0) return tree;
  const rowsOf = Map.groupBy(rows, (row) => leafOf(tree, situationOf(row)));
  const [thresholds, rights, members] = [tree.thresholds.slice(), [...tree.rights], [] as number[]];
  const leaves = [...tree.columns.keys()].filter((node) => tree.columns[node] === LEAF);
  for (const [order, leaf] of leaves.entries()) {
    const more = rowsOf.get(leaf) ?? [];
    const next = leaves[order + 1];
    const learners = tree.members.subarray(tree.rights[leaf], next === undefined ? undefined : tree.rights[next]);
    thresholds[leaf] = more.length;
    rights[leaf] = members.length;
    members.push(...learners, ...more);
  }
  return { ...tree, thresholds, rights: narrow(rights), members: narrow(members) };
}
