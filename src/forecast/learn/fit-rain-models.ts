import type { AnalogueModel } from '../model/analogue-model.ts';
import { NOWHERE } from '../model/similar-events.ts';
import { assembleSample, byTime, type Lesson } from './assemble-sample.ts';
import { fitAnalogueModel } from './fit-analogue-model.ts';
import type { OwnModel } from './fit-own-model.ts';
import { othersSize } from './others-size.ts';
import type { RiverRecord } from './river-record.ts';
import { syntheticLessons } from './synthetic-lessons.ts';
import { thinRows } from './thin-rows.ts';

/** Of the trees that all rivers together have: they look at a few columns only. */
const FEWER_TREES = 1 / 3;

/**
 * How rivers answer to rain, by how many levels of the tree are looked at beside it, one at most (it is small rivers that rain announces); empty
 * where no gauge knows rain. Learned from synthetic rivers and from this one: of the recorded rivers that may be shipped one alone knows rain.
 */
export function fitRainModels(
  { stations, trees }: RiverRecord,
  own: readonly Lesson[],
  local: ReadonlyMap<string, OwnModel>,
): Map<number, AnalogueModel> {
  const knowing = stations.filter(({ id, quantity }) => quantity === 'stage' && trees.get(id)!.rain.length > 0);
  if (knowing.length === 0) return new Map();
  const others = syntheticLessons();
  const mine = own.filter(({ rows }) => rows.rain !== null);
  const size = othersSize(
    knowing.map(({ id }) => id),
    local,
    mine.length,
    others.length,
  );
  const lessons: Lesson[] = [
    ...others.map(({ river, rows }, index) => ({
      gauge: NOWHERE,
      pace: 1,
      rows: thinRows(rows, size.ofEachOther),
      isReal: true,
      foldOf: () => river,
      blockOf: () => index,
    })),
    ...mine.map(({ gauge, rows }) => {
      const lesson = byTime(gauge, thinRows(rows, size.ofEachOwn));
      return { ...lesson, foldOf: () => others.length, blockOf: (row: number) => -1 - lesson.blockOf(row) };
    }),
  ];
  const forest = { ...size.forest, trees: Math.ceil(size.forest.trees * FEWER_TREES) };
  return new Map(
    [0, 1].flatMap((depth): [number, AnalogueModel][] => {
      const model = fitAnalogueModel(assembleSample(lessons, depth, true), [depth], ['future'], forest);
      return model === null ? [] : [[depth, model]];
    }),
  );
}
