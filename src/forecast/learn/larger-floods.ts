import { rowOf } from '../model/row-of.ts';
import { columnsOf, RAIN_COLUMNS } from '../observed/features.ts';
import type { Lesson } from './assemble-sample.ts';
import { pickRows } from './pick-rows.ts';
import type { TrainingRows } from './training-rows.ts';

/** How many times as large, and below for how much of the weight: docs/forecast-tried.md, fourth round. */
const TIMES = 2;
/** Told are the rows that reach, when told so, this share of the most that was seen of anything. */
const NEAR_THE_MOST = 0.7;
/** Each counts so much of what really was. */
const WEIGHT = 0.2;

/**
 * What a gauge saw of its floods, told twice as large: the floods that it has yet to see. Rises and what comes of them grow together as long
 * as the river does not change its ways, so the trees find something like a flood that is larger than any before; among what was really
 * seen these situations hardly count.
 */
export function toldLarger(lesson: Lesson): Lesson {
  const { rows } = lesson;
  const width = columnsOf(rows.depth);
  const levels = farthest(rows.situations, width);
  const rain = rows.rain === null ? null : farthest(rows.rain, RAIN_COLUMNS);
  const picked = [...rows.depths.keys()].filter(
    (row) =>
      reaches(rowOf(rows.situations, row, width), levels) ||
      (rain !== null && reaches(rowOf(rows.rain!, row, RAIN_COLUMNS), rain)),
  );
  const seen = pickRows(rows, picked);
  const larger = (each: number): number => TIMES * each;
  const told: TrainingRows = {
    ...seen,
    situations: seen.situations.map(larger),
    rain: seen.rain?.map(larger) ?? null,
    rises: seen.rises.map(larger),
    weights: seen.weights.map((each) => WEIGHT * each),
  };
  // A flood told larger is still that flood: it must not teach what it is judged by.
  return {
    ...lesson,
    rows: told,
    isReal: false,
    foldOf: (row) => lesson.foldOf(picked[row]!),
    blockOf: (row) => lesson.blockOf(picked[row]!),
  };
}

/** By column, how far from nothing any row was. */
function farthest(all: Float32Array, width: number): Float64Array {
  const most = new Float64Array(width);
  for (const [index, value] of all.entries()) {
    if (Math.abs(value) > most[index % width]!) most[index % width] = Math.abs(value);
  }
  return most;
}

function reaches(values: Float32Array, most: Float64Array): boolean {
  return values.some((value, column) => TIMES * Math.abs(value) > NEAR_THE_MOST * most[column]!);
}
