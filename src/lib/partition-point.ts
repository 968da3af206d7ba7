/**
 * The first of `count` places that does not come before what is looked for, by halving; `count` where all come before.
 * `comesBefore` is true up to some place and false from there on.
 * @example partitionPoint(4, (place) => [1, 3, 3, 7][place]! < 3) // 1
 */
export function partitionPoint(count: number, comesBefore: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comesBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
