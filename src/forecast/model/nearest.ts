/**
 * Of so many rows the nearest, the nearest first, and how far each is. `distanceTo` may stop counting beyond `most`.
 * @example nearest(3, 2, (row) => [5, 1, 3][row]!) // rows 1 and 2, distances 1 and 3
 */
export function nearest(
  count: number,
  wanted: number,
  distanceTo: (row: number, most: number) => number,
): { rows: Uint32Array; distances: Float64Array } {
  const rows = new Uint32Array(Math.min(wanted, count));
  const distances = new Float64Array(rows.length).fill(Number.POSITIVE_INFINITY);
  const last = rows.length - 1;
  for (let row = 0; row < count; row++) {
    const distance = distanceTo(row, distances[last]!);
    if (distance >= distances[last]!) continue;
    let place = last;
    for (; place > 0 && distances[place - 1]! > distance; place--) {
      distances[place] = distances[place - 1]!;
      rows[place] = rows[place - 1]!;
    }
    distances[place] = distance;
    rows[place] = row;
  }
  return { rows, distances };
}
