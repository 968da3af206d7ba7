import type { AnalogueModel } from '../model/analogue-model.ts';
import { NOWHERE } from '../model/similar-events.ts';
import { reachesAbove } from '../observed/river-tree.ts';
import { assembleSample, type Lesson } from './assemble-sample.ts';
import { fitAnalogueModel } from './fit-analogue-model.ts';
import type { OwnModel } from './fit-own-model.ts';
import { rainForest } from './others-size.ts';
import type { RiverRecord } from './river-record.ts';
import { syntheticLessons } from './synthetic-lessons.ts';

/**
 * How rivers answer to rain, by how many levels of the tree are looked at beside it; empty where no gauge knows rain, and where each that does speaks
 * for itself. Learned from synthetic rivers and from this one: of the recorded rivers that may be shipped one alone knows rain.
 */
export function fitRainModels(
  { stations, trees }: RiverRecord,
  own: readonly Lesson[],
  local: ReadonlyMap<string, Pick<OwnModel, 'share'>>,
): Map<number, AnalogueModel> {
  const knowing = stations.filter(({ id, quantity }) => quantity === 'stage' && trees.get(id)!.rain.length > 0);
  const forest =
    knowing.length === 0
      ? null
      : rainForest(
          knowing.map(({ id }) => id),
          local,
        );
  if (forest === null) return new Map();
  // Rain and the next gauge above, for it is small rivers that rain announces; rain alone while that gauge is silent.
  const depths = knowing.some(({ id }) => reachesAbove(trees.get(id)!, id) > 0) ? [0, 1] : [0];
  const others = syntheticLessons();
  const taught: Lesson[] = others.map(({ river, rows }, index) => ({
    gauge: NOWHERE,
    pace: 1,
    rows,
    isReal: true,
    foldOf: () => river,
    blockOf: () => index,
  }));
  const mine: Lesson[] = own.map((lesson) => ({
    ...lesson,
    foldOf: () => others.length,
    blockOf: (row) => -1 - lesson.blockOf(row),
  }));
  return new Map(
    depths.flatMap((depth): [number, AnalogueModel][] => {
      const model = fitAnalogueModel(assembleSample([...taught, ...mine], depth, true), [depth], ['future'], forest);
      return model === null ? [] : [[depth, model]];
    }),
  );
}
