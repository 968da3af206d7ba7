import type { AnalogueModel } from './analogue-model.ts';
import { dress } from './dress.ts';
import { leafOf } from './grow-tree.ts';
import { project, projectionWidth, widestOf } from './projection.ts';
import { question } from './question.ts';
import { sourceOf } from './relevance.ts';
import { seededRandom } from './seeded-random.ts';

/** What may come of a situation: paths of equal weight, and the past row that each was made from. */
export interface Developments {
  /** Rises, `HORIZONS` a path. */
  paths: Float64Array[];
  rows: number[];
}

/** At one gauge, the trees asked by turns with so many levels of its situation. */
export function developments(
  model: AnalogueModel,
  station: string,
  situation: Float64Array,
  depths: readonly number[],
): Developments {
  const { projections, trees, dressings, tellings, origins } = model;
  const widest = widestOf(projections);
  const views = depths.map((depth) => {
    const projection = projections.get(depth)!;
    const looked = situation.subarray(0, projectionWidth(projection));
    const projected = project(projection, looked);
    return { projected, asked: question(looked, widest, projected) };
  });
  const factors = model.relevance.get(station);
  const weightOf = (telling: number): number =>
    tellings.weights[telling]! * (factors?.[sourceOf(origins, station, tellings.rows[telling]!)] ?? 1);
  const drawn: Developments = { paths: [], rows: [] };
  for (const [index, tree] of trees.entries()) {
    const { projected, asked } = views[index % views.length]!;
    const [from, to] = leafOf(tree, asked);
    // The same leaf always gives the same members.
    const start = seededRandom(index * 65_537 + from)();
    const members = drawByWeight(tree.members.subarray(from, to), weightOf, dressings.length, start);
    for (const [order, telling] of members.entries()) {
      drawn.rows.push(tellings.rows[telling]!);
      drawn.paths.push(dress(model, telling, dressings[order]!, projected));
    }
  }
  return drawn;
}

/** So many members, evenly through their weight: each comes as often as its share says, to the next whole number. */
function drawByWeight(
  members: Uint32Array,
  weightOf: (member: number) => number,
  count: number,
  start: number,
): number[] {
  const weights = Float64Array.from(members, weightOf);
  const total = weights.reduce((sum, each) => sum + each, 0);
  let at = 0;
  let passed = weights[0]!;
  return Array.from({ length: count }, (_, order) => {
    const aim = ((order + start) / count) * total;
    while (passed < aim && at < members.length - 1) passed += weights[++at]!;
    return members[at]!;
  });
}
