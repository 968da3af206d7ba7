import type { Alike } from './alike.ts';
import type { AnalogueModel, Past } from './analogue-model.ts';
import { drawsAt, type Tell } from './draw-tellings.ts';
import type { Branches } from './tree.ts';
import { narrow, type Whole } from './whole.ts';

/** A forest that one gauge alone asks: what a leaf tells is drawn once for all, and of what it does not tell nothing is held. */
export interface DrawnModel extends Past {
  trees: readonly DrawnTree[];
  /** Beside the trees, half as often as they, what came differently from the mean where as much was expected as now. */
  alike?: Alike;
}

interface DrawnTree extends Branches {
  /** `drawn` a leaf. */
  tellings: Whole;
  /** By leaf the ways in which they become paths, as digits of one number: five of three ways are the most that a byte holds (3^5 = 243). */
  ways: Uint8Array;
}

export function drawOnce(model: AnalogueModel, station: string): DrawnModel {
  const { projections, dressings, drawn, tellings, origins } = model;
  const drawsOf = drawsAt(model, station);
  const trees = model.trees.map(({ columns, thresholds, rights, starts }, index): DrawnTree => {
    const told: number[] = [];
    const ways = new Uint8Array(starts.length);
    for (let leaf = 0; leaf < starts.length; leaf++) {
      let place = 1;
      const keep = (telling: number, way: number): void => {
        told.push(telling);
        ways[leaf]! += way * place;
        place *= dressings.length;
      };
      drawsOf(index, leaf, keep, drawn);
    }
    return { columns, thresholds, rights, tellings: narrow(told), ways };
  });
  return { projections, dressings, drawn, tellings, origins, trees };
}

/** What was drawn from a leaf of a tree. */
export function drawnAt({ trees, dressings, drawn }: DrawnModel): (index: number, leaf: number, tell: Tell) => void {
  return (index, leaf, tell) => {
    const { tellings, ways } = trees[index]!;
    let left = ways[leaf]!;
    for (let order = 0; order < drawn; order++) {
      const way = left % dressings.length;
      left = (left - way) / dressings.length;
      tell(tellings[leaf * drawn + order]!, way);
    }
  };
}
