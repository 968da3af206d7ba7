import type { AnalogueModel, Past } from './analogue-model.ts';
import { type Draw, drawsAt } from './draw-tellings.ts';
import type { Branches } from './tree.ts';
import { narrow, type Whole } from './whole.ts';

/** A forest that one gauge alone asks: what a leaf tells is drawn once for all, and of what it does not tell nothing is held. */
export interface DrawnModel extends Past {
  trees: readonly DrawnTree[];
}

interface DrawnTree extends Branches {
  /** `drawn` a leaf. */
  tellings: Whole;
  /** By leaf the ways in which they become paths, as digits of one number. */
  ways: Uint8Array;
}

export function drawOnce(model: AnalogueModel, station: string): DrawnModel {
  const { projections, dressings, drawn, tellings, rises, origins } = model;
  const drawsOf = drawsAt(model, station);
  const trees = model.trees.map(({ columns, thresholds, rights, starts }, index): DrawnTree => {
    const leaves = Array.from(starts, (_, leaf) => drawsOf(index, leaf, drawn));
    return {
      columns,
      thresholds,
      rights,
      tellings: narrow(leaves.flatMap((draws) => draws.map(({ telling }) => telling))),
      ways: Uint8Array.from(leaves, (draws) => draws.reduceRight((sum, { way }) => sum * dressings.length + way, 0)),
    };
  });
  return { projections, dressings, drawn, tellings, rises, origins, trees };
}

/** What was drawn from a leaf of a tree. */
export function drawnAt({ trees, dressings, drawn }: DrawnModel, index: number, leaf: number): Draw[] {
  const { tellings, ways } = trees[index]!;
  let left = ways[leaf]!;
  return Array.from({ length: drawn }, (_, order) => {
    const way = left % dressings.length;
    left = (left - way) / dressings.length;
    return { telling: tellings[leaf * drawn + order]!, way };
  });
}
