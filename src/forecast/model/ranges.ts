/** By column the lowest and the highest value. */
export interface Ranges {
  lows: Float32Array;
  highs: Float32Array;
}

/** Of a table row after row; of those rows alone for which `counts` holds. @example rangesOf(Float32Array.of(1, 5, 3, 4), 2) // lows 1, 4 and highs 3, 5 */
export function rangesOf(table: Float32Array, width: number, counts = (_row: number): boolean => true): Ranges {
  const lows = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
  const highs = new Float32Array(width).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < table.length; index++) {
    const column = index % width;
    if (!counts((index - column) / width)) continue;
    lows[column] = Math.min(lows[column]!, table[index]!);
    highs[column] = Math.max(highs[column]!, table[index]!);
  }
  return { lows, highs };
}

export function within({ lows, highs }: Ranges, column: number, value: number): number {
  return Math.min(highs[column]!, Math.max(lows[column]!, value));
}
