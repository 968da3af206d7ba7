import type { Instant } from '../../lib/clock.ts';
import type { Point } from '../reading.ts';

/** Readings of a file in two columns, 16 bytes each: a million of them as objects take a hundred megabytes. */
export interface Points {
  times: readonly Instant[];
  values: readonly number[];
}

export function toPoints(points: Iterable<Point>): Points {
  const times: Instant[] = [];
  const values: number[] = [];
  for (const { observedAt, value } of points) {
    times.push(observedAt);
    values.push(value);
  }
  return { times, values };
}

/**
 * Oldest first; those of one time stay in the order in which they came.
 * @example inOrder({ times: [3, 1, 3], values: [0.3, 0.1, 0.4] }) // { times: [1, 3, 3], values: [0.1, 0.3, 0.4] }
 */
export function inOrder(points: Points): Points {
  const { times, values } = points;
  if (times.every((time, index) => index === 0 || times[index - 1]! <= time)) return points;
  const order = new Uint32Array(times.length).map((_, index) => index);
  order.sort((a, b) => times[a]! - times[b]! || a - b);
  return { times: Array.from(order, (index) => times[index]!), values: Array.from(order, (index) => values[index]!) };
}

/** How many stand there again at the time of the one before them with another value; of points in order. */
export function contradictions({ times, values }: Points): number {
  let count = 0;
  for (let index = 1; index < times.length; index++)
    if (times[index] === times[index - 1] && values[index] !== values[index - 1]) count += 1;
  return count;
}
