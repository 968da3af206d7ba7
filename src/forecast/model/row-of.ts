/**
 * One row of a table that lies row after row in a flat array: a view, not a copy.
 * @example rowOf(new Float32Array([1, 2, 3, 4]), 1, 2) // 3, 4
 */
export function rowOf(table: Float32Array, row: number, width: number): Float32Array {
  return table.subarray(row * width, (row + 1) * width);
}
