/** By insertion, and the order with the heights: from one step to the next few paths change places, for which this is several times faster than any other sort. */
export function sortNearly(heights: Float64Array, order: Uint32Array): void {
  for (let next = 1; next < heights.length; next++) {
    const [height, path] = [heights[next]!, order[next]!];
    let place = next;
    for (; place > 0 && heights[place - 1]! > height; place--) {
      heights[place] = heights[place - 1]!;
      order[place] = order[place - 1]!;
    }
    heights[place] = height;
    order[place] = path;
  }
}
