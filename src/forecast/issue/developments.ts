import type { AnalogueModel } from '../model/analogue-model.ts';
import { dress } from '../model/dress.ts';
import { look } from '../model/question.ts';
import { kindOf, sourceOf } from '../model/relevance.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { leafOf, someOf } from '../model/tree.ts';
import type { Whole } from '../model/whole.ts';
import { emptyPaths } from './empty-paths.ts';

/** What may come of a situation: paths of equal weight, and the past row that each was made from. */
export interface Developments {
  /** Rises, `HORIZONS` a path. */
  paths: Float64Array[];
  rows: number[];
}

/** Of more members of a leaf the few drawn would not be others. */
const MOST_MEMBERS = 60;

const GOLDEN = 0.618_033_988_749_895;

/** At one gauge, each tree asked with each of these numbers of levels of its situation: of all that they give at most so many, evenly from all trees. */
export function developments(
  model: AnalogueModel,
  station: string,
  situation: Float64Array,
  depths: readonly number[],
  most = Number.POSITIVE_INFINITY,
): Developments {
  const { projections, trees, dressings, tellings, origins, drawn: count } = model;
  const views = depths.map((depth) => look(projections, projections.get(depth)!, situation));
  const factors = model.relevance.get(station);
  /** All members in one way and then in the next, so that each way comes as often as it is worth. */
  const weigh = (members: Whole): Float64Array => {
    const weights = new Float64Array(dressings.length * members.length);
    for (let index = 0; index < members.length; index++) {
      const telling = members[index]!;
      const source = sourceOf(origins, station, tellings.rows[telling]!);
      for (let dressing = 0; dressing < dressings.length; dressing++) {
        const factor = factors?.[kindOf(source, dressing, dressings.length)] ?? 1;
        weights[dressing * members.length + index] = tellings.weights[telling]! * factor;
      }
    }
    return weights;
  };
  const each = Math.ceil(count / views.length);
  const paths = emptyPaths(trees.length * views.length * each);
  const rows: number[] = [];
  const part = most / (trees.length * views.length * each);
  let asking = 0;
  for (const [index, tree] of trees.entries()) {
    for (const { projected, asked } of views) {
      const [from, to] = leafOf(tree, asked);
      // The same leaf always gives the same members.
      const start = seededRandom(index * 65_537 + from)();
      const members = someOf(tree.members.subarray(from, to), MOST_MEMBERS);
      for (const order of drawByWeight(weigh(members), each, start)) {
        if ((asking++ * GOLDEN) % 1 >= part) continue;
        const telling = members[order % members.length]!;
        dress(model, telling, dressings[Math.floor(order / members.length)]!, projected, paths[rows.length]!);
        rows.push(tellings.rows[telling]!);
      }
    }
  }
  return { paths: paths.slice(0, rows.length), rows };
}

/** So many places, evenly through their weight: each comes as often as its share says, to the next whole number. */
function drawByWeight(weights: Float64Array, count: number, start: number): number[] {
  let total = 0;
  for (let index = 0; index < weights.length; index++) total += weights[index]!;
  const places: number[] = [];
  let at = 0;
  let passed = weights[0]!;
  for (let order = 0; order < count; order++) {
    const aim = ((order + start) / count) * total;
    while (passed < aim && at < weights.length - 1) passed += weights[++at]!;
    places.push(at);
  }
  return places;
}
