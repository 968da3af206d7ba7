import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crests } from '../../src/http/pages/chart/crests.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { evenly } from '../support/evenly.ts';
import { stageReading } from '../support/stage-reading.ts';

const at = (observedAt: number, value: number): Reading => stageReading('a', observedAt, value);

test('of each slot the lowest and the highest are left, in order', () => {
  const readings = [at(1, 1), at(2, 3), at(3, 2), at(11, 5), at(12, 4), at(25, 7)];
  expect(crests(readings, 10)).toEqual([at(1, 1), at(2, 3), at(11, 5), at(12, 4), at(25, 7)]);
});

test('no crest is lost, and a dense series takes two points a slot', () => {
  const values = fc.array(evenly(0, 10), { minLength: 1, maxLength: 2_000 });
  fc.assert(
    fc.property(values, (found) => {
      const readings = found.map((value, index) => at(index, value));
      const drawn = crests(readings, 100);
      expect(drawn.length).toBeLessThanOrEqual(2 * Math.ceil(readings.length / 100));
      expect(Math.max(...drawn.map((each) => each.value))).toBe(Math.max(...found));
      expect(Math.min(...drawn.map((each) => each.value))).toBe(Math.min(...found));
      expect(drawn.every((each, index) => index === 0 || each.observedAt > drawn[index - 1]!.observedAt)).toBe(true);
    }),
  );
});
