import type { AnalogueModel } from '../model/analogue-model.ts';
import { drawsAt } from '../model/draw-tellings.ts';
import { type DrawnModel, drawnAt } from '../model/drawn-model.ts';
import { dress } from '../model/dress.ts';
import { look } from '../model/question.ts';
import { leafOf } from '../model/tree.ts';
import { emptyPaths } from './empty-paths.ts';

/** What may come of a situation: paths of equal weight, and the past row that each was made from. */
export interface Developments {
  /** Rises, `HORIZONS` a path. */
  paths: Float64Array[];
  rows: number[];
}

const GOLDEN = 0.618_033_988_749_895;

/** At one gauge, each tree asked with each of these numbers of levels of its situation: of all that they give at most so many, evenly from all trees. */
export function developments(
  model: AnalogueModel | DrawnModel,
  station: string,
  situation: Float64Array,
  depths: readonly number[],
  most = Number.POSITIVE_INFINITY,
): Developments {
  const { projections, trees, dressings, tellings } = model;
  const views = depths.map((depth) => look(projections, projections.get(depth)!, situation));
  const each = Math.ceil(model.drawn / views.length);
  const drawsOf = 'relevance' in model ? drawsAt(model, station) : drawnAt(model);
  const paths = emptyPaths(trees.length * views.length * each);
  const rows: number[] = [];
  const part = most / (trees.length * views.length * each);
  let asking = 0;
  for (const [index, tree] of trees.entries()) {
    for (const { projected, asked } of views) {
      const tell = (telling: number, way: number): void => {
        if ((asking++ * GOLDEN) % 1 >= part) return;
        dress(model, telling, dressings[way]!, projected, paths[rows.length]!);
        rows.push(tellings.rows[telling]!);
      };
      drawsOf(index, leafOf(tree, asked), tell, each);
    }
  }
  return { paths: paths.slice(0, rows.length), rows };
}
