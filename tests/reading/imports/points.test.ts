import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contradictions, inOrder, toPoints } from '../../../src/reading/imports/points.ts';

const points = fc.array(
  fc.record({ observedAt: fc.integer({ min: 0, max: 9 }), value: fc.integer({ min: 0, max: 3 }) }),
);

test('readings come oldest first, and those of one time as the file has them: the last counts', () => {
  expect(inOrder({ times: [3, 1, 3], values: [0.3, 0.1, 0.4] })).toEqual({ times: [1, 3, 3], values: [0.1, 0.3, 0.4] });
  fc.assert(
    fc.property(points, (rows) => {
      const sorted = rows.toSorted((a, b) => a.observedAt - b.observedAt);
      expect(inOrder(toPoints(rows))).toEqual(toPoints(sorted));
    }),
  );
});

test('a time that is said again with another value is a contradiction, each time', () => {
  const said = (values: number[]) => contradictions({ times: values.map(() => 7), values });
  expect([said([1]), said([1, 1]), said([1, 2]), said([1, 2, 1]), said([1, 2, 2])]).toEqual([0, 0, 1, 2, 1]);
  expect(contradictions({ times: [1, 2, 3], values: [1, 2, 1] })).toBe(0);
});
