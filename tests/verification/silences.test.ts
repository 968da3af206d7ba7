import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lostTimes, silences } from '../../src/verification/silences.ts';

const HOUR = 3_600_000;
const seenAt = (...hours: number[]) => ({ times: Float64Array.from(hours, (hour) => hour * HOUR) });
const inHours = (found: ReturnType<typeof silences>) => found.map(({ from, to }) => [from / HOUR, to / HOUR]);

describe('silences', () => {
  test('are told where more than six hours lie between two readings, and no less', () => {
    expect(inHours(silences(seenAt(1, 2, 8, 14.5, 15), 0, 16 * HOUR))).toEqual([[8, 14.5]]);
  });

  test('count before the first reading and after the last one', () => {
    expect(inHours(silences(seenAt(7, 8), 0, 15 * HOUR))).toEqual([
      [0, 7],
      [8, 15],
    ]);
  });

  test('of a gauge never seen the whole time is one', () => {
    expect(inHours(silences(seenAt(), 0, 15 * HOUR))).toEqual([[0, 15]]);
  });

  test('what was read outside the time asked for does not fill it', () => {
    expect(inHours(silences(seenAt(-1, 30), 0, 15 * HOUR))).toEqual([[0, 15]]);
  });
});

test('silences are all that is longer than six hours between what was read, and the ends of the time asked for', () => {
  const hour = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(fc.uniqueArray(hour), hour, hour, (hours, a, b) => {
      const read = hours.toSorted((one, other) => one - other);
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const ends = [from, ...read.filter((each) => each > from && each < to), to];
      const between = ends.slice(1).map((end, index) => [ends[index], end] as const);
      expect(inHours(silences(seenAt(...read), from * HOUR, to * HOUR))).toEqual(
        between.filter(([start, end]) => end - start! > 6),
      );
    }),
  );
});

describe('when a gauge was lost', () => {
  /** Read each hour, but for eight from 8 o'clock on of each of these days. */
  const lostOn = (length: number, days: readonly number[]) => {
    const hours = Array.from({ length: length * 24 }, (_, hour) => hour);
    const seen = hours.filter((hour) => !days.includes(Math.floor(hour / 24)) || hour % 24 < 8 || hour % 24 > 15);
    const times = Float64Array.from(seen, (hour) => hour * HOUR);
    const series = { times, values: times.map(() => 1) };
    return lostTimes({ intervalMin: 60 }, series, 0, length * 24 * HOUR).map(({ from }) =>
      Math.floor(from / HOUR / 24),
    );
  };

  test('three times in its first weeks may be chance; a fourth time it is the way of the gauge', () => {
    expect(lostOn(14, [3, 9])).toEqual([3, 9]);
    expect(lostOn(14, [3, 5, 9])).toEqual([3, 5, 9]);
    expect(lostOn(14, [3, 5, 9, 12])).toEqual([]);
    expect(lostOn(5, [0, 1, 2, 3])).toEqual([]);
  });

  test('later on it is the way of the gauge where that comes more than once in ten days', () => {
    const every = (days: number) => Array.from({ length: Math.floor(90 / days) }, (_, index) => index * days + 2);
    expect(lostOn(90, every(10))).toHaveLength(9);
    expect(lostOn(90, every(9))).toEqual([]);
  });
});
