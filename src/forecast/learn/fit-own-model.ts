import type { AnalogueModel, Dressing } from '../model/analogue-model.ts';
import { columnsOf, earliestLevel } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { FLOOD_RISE, FLOODS_APART_MS, LONGEST_FLOOD_MS } from '../observed/running-flood.ts';
import { assembleSample, type Lesson } from './assemble-sample.ts';
import { chooseInputs } from './choose-inputs.ts';
import { type AnalogueOptions, fitAnalogueModel } from './fit-analogue-model.ts';
import { toldLarger } from './larger-floods.ts';
import { sawRain, type TrainingRows } from './training-rows.ts';

/** Which way is best its own record says. */
const DRESSINGS: readonly Dressing[] = ['future', 'error', 'scaled-error'];
const FOREST: AnalogueOptions = { drawn: 5, trees: 64, mostRows: 8000, leafSize: 5 };
/** Floods of its own that a gauge must have seen to be worth as much as all other rivers. */
const AS_MUCH = 3;
/** What stands high is a flood where it came or goes by so much, in shares of the bankfull rise. */
const MOVED = FLOOD_RISE / 2;
/**
 * Never alone, however many it saw: in a flood greater than all of them it keeps more of its skill with other rivers beside it
 * (measured: of Brier skill at 6 h .75 for .65), and in others it loses next to nothing.
 */
const MOST_SHARE = 0.9;

/** What a gauge learned from itself. */
export interface OwnModel extends AnalogueModel {
  /** The part of the paths that it gives; the rest come from all rivers together. */
  share: number;
}

/**
 * `null` while it saw no flood. What it says of itself counts n / (n + 3) after n floods that were seen by all inputs it looks at, nine tenths at most.
 * @example three floods: share 0.5  @example nine floods: share 0.75
 */
export function fitOwnModel(lesson: Lesson): OwnModel | null {
  const { rows } = lesson;
  const { depth, floods } = knownDepth(rows);
  if (floods === 0) return null;
  const hasRain = floodsOf(rows, (row) => rows.depths[row]! >= depth && sawRain(rows, row)) >= floods / 2;
  const inputs = chooseInputs(assembleSample([lesson], depth, hasRain));
  const isLearned = (row: number) => rows.depths[row]! >= inputs.depth && (!inputs.hasRain || sawRain(rows, row));
  const learned = floodsOf(rows, isLearned);
  const sample = assembleSample([lesson, toldLarger(lesson)], inputs.depth, inputs.hasRain);
  const model = fitAnalogueModel(sample, [inputs.depth], DRESSINGS, FOREST);
  const share = learned / (learned + AS_MUCH);
  return model === null ? null : { ...model, share: Math.min(share, MOST_SHARE) };
}

/** The most levels of the tree with which it saw half of its floods: a new gauge above, or a new rain gauge, must not cost it its own years. */
function knownDepth(rows: TrainingRows): { depth: number; floods: number } {
  const all = floodsOf(rows, () => true);
  for (let depth = rows.depth; ; depth--) {
    const floods = floodsOf(rows, (row) => rows.depths[row]! >= depth);
    if (depth === 0 || floods >= all / 2) return { depth, floods };
  }
}

/**
 * Separate floods over a fifth of bankfull that were seen so. High water that stands still (a lock, a weir, a gauge set to a new zero)
 * is none: counted as such it would silence all other rivers before the first flood.
 */
export function floodsOf(rows: TrainingRows, isSeen: (row: number) => boolean): number {
  const width = columnsOf(rows.depth);
  let floods = 0;
  let last = Number.NEGATIVE_INFINITY;
  let high = { began: Number.NEGATIVE_INFINITY, lowest: 0, highest: 0, isFlood: false };
  for (let row = 0; row < rows.count; row++) {
    const level = rows.situations[row * width]!;
    if (level < FLOOD_RISE || !isSeen(row)) continue;
    const at = rows.times[row]!;
    if (at - last > FLOODS_APART_MS || at - high.began > LONGEST_FLOOD_MS)
      high = { began: at, lowest: level, highest: level, isFlood: false };
    last = at;
    high.lowest = Math.min(high.lowest, level, earliestLevel(rows.situations.subarray(row * width)));
    high.highest = Math.max(
      high.highest,
      level + Math.max(...rows.rises.subarray(row * HORIZONS, (row + 1) * HORIZONS)),
    );
    if (high.isFlood || high.highest - high.lowest < MOVED) continue;
    high.isFlood = true;
    floods += 1;
  }
  return floods;
}
