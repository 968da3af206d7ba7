import { rowsOf } from '../model/row-of.ts';
import { columnsOf, RAIN_COLUMNS } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
import type { TrainingRows } from './training-rows.ts';

/** Some of the rows, in the order asked for. */
export function pickRows(rows: TrainingRows, picked: readonly number[]): TrainingRows {
  return {
    count: picked.length,
    depth: rows.depth,
    situations: rowsOf(rows.situations, picked, columnsOf(rows.depth)),
    rain: rows.rain === null ? null : rowsOf(rows.rain, picked, RAIN_COLUMNS),
    rises: rowsOf(rows.rises, picked, HORIZONS),
    weights: rowsOf(rows.weights, picked, 1),
    depths: Uint8Array.from(picked, (row) => rows.depths[row]!),
    times: Float64Array.from(picked, (row) => rows.times[row]!),
  };
}
