/**
 * One row of a table that lies row after row in a flat array: a view, not a copy.
 * @example rowOf(new Float32Array([1, 2, 3, 4]), 1, 2) // 3, 4
 */
export function rowOf(table: Float32Array, row: number, width: number): Float32Array {
  return table.subarray(row * width, (row + 1) * width);
}

/** Some rows of such a table, in the order asked for. @example rowsOf(new Float32Array([1, 2, 3, 4]), [1, 0], 2) // 3, 4, 1, 2 */
export function rowsOf(table: Float32Array, rows: readonly number[], width: number): Float32Array {
  const some = new Float32Array(rows.length * width);
  for (const [index, row] of rows.entries()) some.set(rowOf(table, row, width), index * width);
  return some;
}
