import { rowOf } from '../model/row-of.ts';
import { columnsOf } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { pickRows } from './pick-rows.ts';
import { thinSituations } from './thin-situations.ts';
import type { TrainingRows } from './training-rows.ts';
import { wildness } from './wildness.ts';

/** The same gauge told by about so many rows. */
export function thinRows(rows: TrainingRows, enough: number): TrainingRows {
  if (rows.count <= enough) return rows;
  const width = columnsOf(rows.depth);
  const seen = Array.from({ length: rows.count }, (_, row) => ({
    row,
    values: rowOf(rows.situations, row, width),
    rises: rowOf(rows.rises, row, HORIZONS),
    weight: rows.weights[row]!,
  }));
  const kept = thinSituations(seen, wildness, enough);
  return {
    ...pickRows(
      rows,
      kept.map(({ row }) => row),
    ),
    weights: Float32Array.from(kept, ({ weight }) => weight),
  };
}
