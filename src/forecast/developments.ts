import type { AnalogueModel } from './analogue-model.ts';
import { dress } from './dress.ts';
import { leafOf, someOf } from './grow-tree.ts';
import { project, projectionWidth, widestOf } from './projection.ts';
import { question } from './question.ts';
import { kindOf, sourceOf } from './relevance.ts';
import { seededRandom } from './seeded-random.ts';

/** What may come of a situation: paths of equal weight, and the past row that each was made from. */
export interface Developments {
  /** Rises, `HORIZONS` a path. */
  paths: Float64Array[];
  rows: number[];
}

/** Of more members of a leaf the few drawn would not be others. */
const MOST_MEMBERS = 60;

/** At one gauge, the trees asked by turns with so many levels of its situation. */
export function developments(
  model: AnalogueModel,
  station: string,
  situation: Float64Array,
  depths: readonly number[],
): Developments {
  const { projections, trees, dressings, tellings, origins, drawn: count } = model;
  const widest = widestOf(projections);
  const views = depths.map((depth) => {
    const projection = projections.get(depth)!;
    const looked = situation.subarray(0, projectionWidth(projection));
    const projected = project(projection, looked);
    return { projected, asked: question(looked, widest, projected) };
  });
  const factors = model.relevance.get(station);
  const weightOf = (telling: number, dressing: number): number => {
    const kind = kindOf(sourceOf(origins, station, tellings.rows[telling]!), dressing, dressings.length);
    return tellings.weights[telling]! * (factors?.[kind] ?? 1);
  };
  const drawn: Developments = { paths: [], rows: [] };
  for (const [index, tree] of trees.entries()) {
    const { projected, asked } = views[index % views.length]!;
    const [from, to] = leafOf(tree, asked);
    // The same leaf always gives the same members.
    const start = seededRandom(index * 65_537 + from)();
    const members = someOf(tree.members.subarray(from, to), MOST_MEMBERS);
    // All members in one way and then in the next, so that each way comes as often as it is worth.
    const weights = dressings.flatMap((_, dressing) => members.map((telling) => weightOf(telling, dressing)));
    for (const order of drawByWeight(weights, count, start)) {
      const telling = members[order % members.length]!;
      drawn.rows.push(tellings.rows[telling]!);
      drawn.paths.push(dress(model, telling, dressings[Math.floor(order / members.length)]!, projected));
    }
  }
  return drawn;
}

/** So many places, evenly through their weight: each comes as often as its share says, to the next whole number. */
function drawByWeight(weights: readonly number[], count: number, start: number): number[] {
  const total = weights.reduce((sum, each) => sum + each, 0);
  let at = 0;
  let passed = weights[0]!;
  return Array.from({ length: count }, (_, order) => {
    const aim = ((order + start) / count) * total;
    while (passed < aim && at < weights.length - 1) passed += weights[++at]!;
    return at;
  });
}
