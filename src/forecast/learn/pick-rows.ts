import { rowOf } from '../model/row-of.ts';
import { columnsOf, RAIN_COLUMNS } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
import type { TrainingRows } from './training-rows.ts';

/** Some of the rows, in the order asked for. */
export function pickRows(rows: TrainingRows, picked: readonly number[]): TrainingRows {
  const pick = (all: Float32Array, columns: number): Float32Array => {
    const some = new Float32Array(picked.length * columns);
    picked.forEach((row, index) => {
      some.set(rowOf(all, row, columns), index * columns);
    });
    return some;
  };
  return {
    count: picked.length,
    depth: rows.depth,
    situations: pick(rows.situations, columnsOf(rows.depth)),
    rain: rows.rain === null ? null : pick(rows.rain, RAIN_COLUMNS),
    rises: pick(rows.rises, HORIZONS),
    weights: pick(rows.weights, 1),
    depths: Uint8Array.from(picked, (row) => rows.depths[row]!),
    times: Float64Array.from(picked, (row) => rows.times[row]!),
  };
}
