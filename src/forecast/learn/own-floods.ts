import { rowOf } from '../model/row-of.ts';
import { columnsOf, earliestLevel } from '../observed/features.ts';
import { usualCrest } from '../observed/gauge-habits.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { FLOOD_RISE, FLOODS_APART_MS, LONGEST_FLOOD_MS } from '../observed/running-flood.ts';
import type { Series } from '../observed/series.ts';
import type { TrainingRows } from './training-rows.ts';

/** After so many floods of its own what a gauge learned from them counts as much as what is known without it (docs/forecast-tried.md, fourth round). */
const AS_MUCH = 3;
/** What stands high is a flood where it came or goes by so much, in shares of the bankfull rise. */
const MOVED = FLOOD_RISE / 2;

/** @example worthOf(3) // 0.5  @example worthOf(9) // 0.75 */
export function worthOf(floods: number): number {
  return floods / (floods + AS_MUCH);
}

/**
 * From what height on water is a flood of the gauge's own: a fifth of bankfull; where most days rise to that and fall again (a power station, a
 * tide), a fifth more than they reach. What comes daily teaches nothing of floods, and counted as such silences all other rivers before the first.
 */
export function floodRiseOf(own: Series): number {
  const crest = usualCrest(own, FLOOD_RISE);
  return crest < FLOOD_RISE ? FLOOD_RISE : crest + FLOOD_RISE;
}

/**
 * How many separate floods stand over such a height, by the rows for which `isSeen` holds. High water that stands still (a lock, a weir, a gauge set to a new zero)
 * is none: counted as such it would silence all other rivers before the first flood.
 */
export function floodsOf(rows: TrainingRows, floodRise: number, isSeen: (row: number) => boolean = () => true): number {
  const width = columnsOf(rows.depth);
  let floods = 0;
  let last = Number.NEGATIVE_INFINITY;
  let high = { began: Number.NEGATIVE_INFINITY, lowest: 0, highest: 0, isFlood: false };
  for (let row = 0; row < rows.count; row++) {
    const level = rows.situations[row * width]!;
    if (level < floodRise || !isSeen(row)) continue;
    const at = rows.times[row]!;
    if (at - last > FLOODS_APART_MS || at - high.began > LONGEST_FLOOD_MS)
      high = { began: at, lowest: level, highest: level, isFlood: false };
    last = at;
    high.lowest = Math.min(high.lowest, level, earliestLevel(rowOf(rows.situations, row, width)));
    high.highest = Math.max(high.highest, level + Math.max(...rowOf(rows.rises, row, HORIZONS)));
    if (high.isFlood || high.highest - high.lowest < MOVED) continue;
    high.isFlood = true;
    floods += 1;
  }
  return floods;
}
