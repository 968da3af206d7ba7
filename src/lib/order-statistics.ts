import { quickselect } from 'simple-statistics';

/**
 * What stands at each position of the order from 0, with straight lines between two values: a few of them without sorting all.
 * @example orderStatistics([30, 10, 20], [0, 1.5]) // [10, 25]
 */
export function orderStatistics(values: ArrayLike<number>, positions: readonly number[]): number[] {
  // Copied one by one, which for typed arrays is many times faster than by `Array.from`, into room made at once.
  const pile: number[] = [];
  pile.length = values.length;
  for (let index = 0; index < values.length; index++) pile[index] = values[index]!;
  const last = pile.length - 1;
  // What stands behind a place that was asked for is not smaller: it need not be looked for before it again.
  let from = 0;
  const at = (place: number): number => {
    quickselect(pile, place, place < from ? 0 : from, last);
    from = place;
    return pile[place]!;
  };
  return positions.map((position) => {
    const low = Math.floor(position);
    const value = at(low);
    return low === position ? value : value + (position - low) * (at(low + 1) - value);
  });
}
