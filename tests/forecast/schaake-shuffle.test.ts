import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeHeights } from '../../src/forecast/schaake-shuffle.ts';

const path = (...steps: number[]): Float64Array => Float64Array.from(steps);

it('each path takes the height of its own rank, for so much as the step says', () => {
  const paths = [path(3, 3, 3), path(1, 1, 1), path(2, 2, 2)];
  const others = [path(10, 10, 10), path(30, 30, 30), path(20, 20, 20)];
  expect(takeHeights(paths, others, [0, 0.5, 1])).toEqual([path(3, 16.5, 30), path(1, 5.5, 10), path(2, 11, 20)]);
});

const height = fc.integer({ min: -16, max: 16 }).map((sixteenths) => sixteenths / 16);
/** Two ensembles of as many paths, two steps each. */
const ensembles = fc
  .array(fc.tuple(height, height, height, height), { minLength: 1, maxLength: 30 })
  .map((all) => [all.map(([a, b]) => path(a, b)), all.map(([, , a, b]) => path(a, b))] as const);

it('at a step taken wholly the heights are those of the others, and no two paths change places at any', () => {
  fc.assert(
    fc.property(ensembles, fc.double({ min: 0, max: 1, noNaN: true }), ([paths, others], part) => {
      const taken = takeHeights(paths, others, [part, 1]);
      const sorted = (all: Float64Array[]): number[] => all.map((each) => each[1]!).toSorted((a, b) => a - b);
      expect(sorted(taken)).toEqual(sorted(others));
      for (const step of [0, 1]) {
        const order = [...paths.keys()].toSorted((a, b) => paths[a]![step]! - paths[b]![step]!);
        const heights = order.map((each) => taken[each]![step]!);
        expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      }
    }),
  );
});
