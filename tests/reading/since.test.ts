import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading } from '../../src/reading/reading.ts';
import { between, MOST_LOOKED_AT, since } from '../../src/reading/since.ts';
import { stageReading } from '../support/stage-reading.ts';

const at = (observedAt: number): Reading => stageReading('a', observedAt, 1);

test('gives what a filter would', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: -1, max: 51 }), (times, from) => {
      const readings = times.toSorted((a, b) => a - b).map(at);
      expect(since(readings, from)).toEqual(readings.filter((each) => each.observedAt >= from));
    }),
  );
});

test('between two instants it gives what a filter would, however close they are', () => {
  const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: MOST_LOOKED_AT });
  const instant = fc.integer({ min: -1, max: 51 });
  fc.assert(
    fc.property(times, instant, instant, (found, from, to) => {
      const readings = found.toSorted((a, b) => a - b).map(at);
      expect(between(readings, from, to)).toEqual(
        readings.filter((each) => each.observedAt >= from && each.observedAt < to),
      );
    }),
  );
});

test('of more than anybody should send it gives some, evenly, and the newest', () => {
  fc.assert(
    fc.property(fc.integer({ min: MOST_LOOKED_AT + 1, max: 20 * MOST_LOOKED_AT }), (count) => {
      const readings = Array.from({ length: count + 10 }, (_, index) => at(index));
      const chosen = between(readings, 0, count).map((each) => each.observedAt);
      expect(chosen.length).toBeLessThanOrEqual(MOST_LOOKED_AT);
      expect(chosen.length).toBeGreaterThan(MOST_LOOKED_AT / 2);
      expect(chosen.at(-1)).toBe(count - 1);
      expect(new Set(chosen.slice(1).map((each, index) => each - chosen[index]!)).size).toBe(1);
    }),
    { numRuns: 20 },
  );
});
