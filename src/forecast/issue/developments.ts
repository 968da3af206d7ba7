import { drawAlike } from '../model/alike.ts';
import type { AnalogueModel, Dressing } from '../model/analogue-model.ts';
import { drawsAt } from '../model/draw-tellings.ts';
import { type DrawnModel, drawnAt } from '../model/drawn-model.ts';
import { dress } from '../model/dress.ts';
import { type Projected, widestOf } from '../model/projection.ts';
import { look } from '../model/question.ts';
import { leafOf } from '../model/tree.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { emptySteps, type Steps } from './steps.ts';

/** What may come of a situation: paths of equal weight, and the past situation, as it is told, that each was made from. */
export interface Developments {
  rises: Steps;
  rows: number[];
}

/** Its multiples, less their whole parts, spread evenly over 0 to 1 wherever they are cut off. */
const GOLDEN = 0.618_033_988_749_895;

/** What the trees give when each is asked with each of these numbers of levels: all of it, or about `most` paths taken evenly from all trees. */
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
  const fromTrees = trees.length * views.length * each;
  const alike = 'alike' in model ? model.alike : undefined;
  const fromAlike = alike === undefined ? 0 : Math.round(fromTrees / 2);
  const count = fromTrees + fromAlike;
  const part = most / count;
  const isTold = (asked: number): boolean => (asked * GOLDEN) % 1 < part;
  let told = 0;
  for (let asked = 0; asked < count; asked++) if (isTold(asked)) told++;
  const rises = emptySteps(told);
  const path = new Float64Array(HORIZONS);
  const rows: number[] = [];
  let asking = 0;
  const add = (telling: number, dressing: Dressing, projected: Projected): void => {
    if (!isTold(asking++)) return;
    dress(tellings, telling, dressing, projected, path);
    for (let step = 0; step < HORIZONS; step++) rises[step]![rows.length] = path[step]!;
    rows.push(telling);
  };
  for (const [index, tree] of trees.entries()) {
    for (const { projected, asked } of views) {
      drawsOf(index, leafOf(tree, asked), (telling, way) => add(telling, dressings[way]!, projected), each);
    }
  }
  if (alike !== undefined) {
    const { projected, asked } = views[0]!;
    const drawn = drawAlike(alike, tellings, asked, widestOf(projections), fromAlike);
    for (const telling of drawn) add(telling, 'error', projected);
  }
  return { rises: rises.map((heights) => heights.subarray(0, rows.length)), rows };
}
