import { DAY_MS } from '../lib/units.ts';
import type { AnalogueModel, Dressing } from './analogue-model.ts';
import { assembleSample, type Lesson } from './assemble-sample.ts';
import { chooseInputs } from './choose-inputs.ts';
import { fitAnalogueModel } from './fit-analogue-model.ts';
import type { ForestOptions } from './grow-forest.ts';
import { toldLarger } from './larger-floods.ts';
import type { TrainingRows } from './training-rows.ts';

/** Which way is best its own record says. */
const DRESSINGS: readonly Dressing[] = ['future', 'error', 'scaled-error'];
const FOREST: ForestOptions = { trees: 50, mostRows: 12_000, leafSize: 5 };
const LONG_RECORD = { days: 300, floods: 10, rise: 0.35 };

/** What a gauge learned from itself; `null` while its record is too short to speak for itself. */
export function fitOwnModel(lesson: Lesson, hasRain: boolean): AnalogueModel | null {
  const depth = longDepth(lesson.rows);
  if (depth === null) return null;
  const inputs = chooseInputs(assembleSample([lesson], depth, hasRain));
  const sample = assembleSample([lesson, toldLarger(lesson)], inputs.depth, inputs.hasRain);
  return fitAnalogueModel(sample, [inputs.depth], DRESSINGS, FOREST);
}

/** Whether it looks at gauges that may fall silent. */
export function looksAtOthers({ projections }: AnalogueModel): boolean {
  return [...projections.values()].some(({ depth, hasRain }) => depth > 0 || hasRain);
}

/** With how many levels of the tree, at most, a gauge has a long record: a new gauge above it must not cost it its own years. */
function longDepth(rows: TrainingRows): number | null {
  for (let depth = rows.depth; depth >= 0; depth--) if (isLong(rows, depth)) return depth;
  return null;
}

/** Whether a gauge has seen enough of its own floods with so many levels: separate rises, a day apart, over a third of bankfull. */
function isLong(rows: TrainingRows, depth: number): boolean {
  const width = rows.situations.length / rows.count;
  const seen = [...rows.depths.keys()].filter((row) => rows.depths[row]! >= depth);
  const days = (rows.times[seen.at(-1)!]! - rows.times[seen[0]!]!) / DAY_MS;
  let floods = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const row of seen) {
    if (rows.situations[row * width]! < LONG_RECORD.rise) continue;
    if (rows.times[row]! - last > DAY_MS) floods += 1;
    last = rows.times[row]!;
  }
  return days >= LONG_RECORD.days && floods >= LONG_RECORD.floods;
}
