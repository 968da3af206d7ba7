import type { AnalogueModel, Dressing } from '../model/analogue-model.ts';
import { MOST_LEVELS } from '../observed/features.ts';
import { reachesAbove } from '../observed/river-tree.ts';
import { assembleSample, byTime, type Lesson } from './assemble-sample.ts';
import { type AnalogueOptions, fitAnalogueModel } from './fit-analogue-model.ts';
import type { OwnModel } from './fit-own-model.ts';
import { toldLarger } from './larger-floods.ts';
import type { PriorLesson } from './prior.ts';
import { forecastGauges, type RiverRecord } from './river-record.ts';
import { thinRows } from './thin-rows.ts';

/** What the gauges of the network itself taught. */
interface Taught {
  lessons: readonly Lesson[];
  /** As they would have been seen had the gauge been silent. */
  silent: readonly Lesson[];
  local: ReadonlyMap<string, OwnModel>;
}

/** A forest of few trees over few situations, of its own gauges and of other rivers. */
interface Few {
  trees: number;
  mostRows: number;
  ownRows: number;
  leastOfEach: number;
  othersRows: number;
}

/** Futures alone, and in each tree as much as a fit can hold (docs/forecast-tried.md, first round; 180 trees: decision 013). */
const DRESSINGS: readonly Dressing[] = ['future'];
const FOREST: AnalogueOptions = { drawn: 3, trees: 180, mostRows: 25_000, leafSize: 5 };
/**
 * Where every gauge speaks for itself, all rivers together say the rest, and stand by for a gauge upstream that falls silent: so few trees do, of
 * so few situations (measured: as good as of all, in less than a tenth of the room).
 */
const STAND_BY: Few = { trees: 20, mostRows: 8_000, ownRows: 6_000, leastOfEach: 2_000, othersRows: 10_000 };
/** What stands by for a gauge that is silent itself, where none speaks for itself; the less each does, the more of it, a sixth at least. */
const SILENT = {
  trees: 60,
  mostRows: 8_000,
  ownRows: 12_000,
  leastOfEach: 1_000,
  othersRows: 40_000,
  leastPart: 1 / 6,
};

/** All rivers together, as large as what no gauge says of itself is worth. */
export function fitAllTogether(record: RiverRecord, { lessons, local }: Taught, prior: readonly PriorLesson[]) {
  const trees = Math.ceil(partOfOthers(record, local) * FOREST.trees);
  return trees > STAND_BY.trees
    ? fitPooled(record, lessons, prior, { ...FOREST, trees })
    : fitOfFew(record, lessons, prior, STAND_BY);
}

/** All rivers together, of a gauge that is silent itself. */
export function fitSilent(record: RiverRecord, { silent, local }: Taught, prior: readonly PriorLesson[]) {
  const looksAround = [...record.trees].some(([id, tree]) => reachesAbove(tree, id) > 0 || tree.rain.length > 0);
  if (!looksAround) return null;
  const part = Math.max(SILENT.leastPart, partOfOthers(record, local));
  return fitOfFew(
    record,
    silent,
    prior.map((lesson) => ({ ...lesson, rows: lesson.silent })),
    {
      ...SILENT,
      trees: Math.ceil(part * SILENT.trees),
      ownRows: part * SILENT.ownRows,
      othersRows: part * SILENT.othersRows,
    },
  );
}

/** The most that other rivers are worth to any gauge. */
function partOfOthers(record: RiverRecord, local: Taught['local']): number {
  return 1 - Math.min(...forecastGauges(record).map((id) => local.get(id)?.share ?? 0));
}

function fitOfFew(
  record: RiverRecord,
  lessons: readonly Lesson[],
  prior: readonly PriorLesson[],
  { trees, mostRows, ownRows, leastOfEach, othersRows }: Few,
): AnalogueModel | null {
  const own = Math.max(leastOfEach, Math.ceil(ownRows / lessons.length));
  const others = Math.ceil(othersRows / prior.length);
  return fitPooled(
    record,
    lessons.map(({ gauge, rows }) => byTime(gauge, thinRows(rows, own))),
    prior.map((lesson) => ({ ...lesson, rows: thinRows(lesson.rows, others) })),
    { ...FOREST, trees, mostRows },
  );
}

/** All rivers together, over as many levels as the network has above the gauge with the most. */
function fitPooled(
  record: RiverRecord,
  own: readonly Lesson[],
  prior: readonly PriorLesson[],
  forest: AnalogueOptions,
): AnalogueModel | null {
  // Aude and Orb saw the same storms; as one fold their spreads are wider, and Hérault is told 6 % worse (measured).
  const rivers = [...new Set(prior.map((lesson) => lesson.river))];
  const taught: Lesson[] = prior.map(({ river, gauge, pace, rows }, index) => ({
    gauge,
    pace,
    rows,
    isReal: true,
    foldOf: () => rivers.indexOf(river),
    blockOf: () => index,
  }));
  const mine: Lesson[] = own.flatMap((lesson) =>
    prior.length > 0
      ? { ...lesson, foldOf: () => rivers.length, blockOf: (row) => -1 - lesson.blockOf(row) }
      : // No other river tells what a larger flood is.
        [lesson, toldLarger(lesson)],
  );
  const above = forecastGauges(record).map((id) => reachesAbove(record.trees.get(id)!, id));
  const levels = Array.from({ length: Math.min(MOST_LEVELS, Math.max(0, ...above)) + 1 }, (_, level) => level);
  const sample = assembleSample([...taught, ...mine], levels.at(-1)!, false, 0);
  return fitAnalogueModel(sample, levels, DRESSINGS, forest)?.model ?? null;
}
