import { columnsOf, MOST_LEVELS, OWN_COLUMNS } from '../observed/features.ts';

/** The columns that are heights, of the own gauge and of each level above; and the newest change, which is part of the first half hour's. */
const NOT_CHANGES = new Set([
  0,
  OWN_COLUMNS - 1,
  ...Array.from({ length: MOST_LEVELS }, (_, level) => columnsOf(level)),
]);

/** How high it stands, how much moves here or above, or how much it will rise: whichever is the most. */
export function wildness({ values, rises }: { values: Float32Array | Float64Array; rises: Iterable<number> }): number {
  return Math.max(values[0]!, restlessness(values), ...rises);
}

/** The largest change of the own gauge or of any above. */
export function restlessness(values: Float32Array | Float64Array): number {
  let most = 0;
  for (const [column, value] of values.entries()) if (!NOT_CHANGES.has(column)) most = Math.max(most, Math.abs(value));
  return most;
}
