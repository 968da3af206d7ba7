import { describe, expect, test } from 'vitest';
import { silences } from '../../src/verification/silences.ts';

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
