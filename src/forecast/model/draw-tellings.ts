import type { AnalogueModel } from './analogue-model.ts';
import { kindOf, sourcesOf } from './relevance.ts';
import { seededRandom } from './seeded-random.ts';
import { membersOf } from './tree.ts';

/** Is given a past situation that is told, and the number of the way in which it becomes a path. */
export type Tell = (telling: number, way: number) => void;

/** Of more members of a leaf the few drawn would hardly be others (docs/forecast-tried.md, fifth round). */
const MOST_MEMBERS = 60;

/** Draws so many from a leaf of a tree as seen from one gauge: the same leaf always gives the same. */
export function drawsAt(
  { trees, weights, dressings, origins, relevance }: AnalogueModel,
  station: string,
): (index: number, leaf: number, tell: Tell, count: number) => void {
  const factors = relevance.get(station);
  const ways = dressings.length;
  const sourceOf = sourcesOf(origins, station);
  const weighed = new Float64Array(ways * MOST_MEMBERS);
  return (index, leaf, tell, count) => {
    const tree = trees[index]!;
    const members = membersOf(tree, leaf, MOST_MEMBERS);
    // All members in one way and then in the next, so that each way comes as often as it is worth.
    for (let member = 0; member < members.length; member++) {
      const telling = members[member]!;
      const weight = weights[telling]!;
      const source = factors === undefined ? 0 : sourceOf(telling);
      for (let way = 0; way < ways; way++) {
        weighed[way * members.length + member] = weight * (factors?.[kindOf(source, way, ways)] ?? 1);
      }
    }
    const start = seededRandom(index * 65_537 + tree.starts[leaf]!)();
    for (const place of drawByWeight(weighed.subarray(0, ways * members.length), count, start))
      tell(members[place % members.length]!, Math.floor(place / members.length));
  };
}

/** So many places, evenly through their weight: each comes as often as its share says, to the next whole number. */
export function drawByWeight(weights: Float64Array, count: number, start: number): number[] {
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
