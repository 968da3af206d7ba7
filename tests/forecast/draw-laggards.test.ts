import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawLaggards } from '../../src/forecast/draw-laggards.ts';
import { HORIZONS } from '../../src/forecast/horizons.ts';
import { median } from '../../src/forecast/median.ts';

/** To the millimetre. */
const rise = fc.integer({ min: -5000, max: 5000 }).map((mm) => mm / 1000);
const path = fc.array(rise, { minLength: HORIZONS, maxLength: HORIZONS });
const ensembles = fc
  .array(path, { minLength: 1, maxLength: 40 })
  .map((paths) => paths.map((each) => Float64Array.from(each)));

describe('paths that fall behind', () => {
  test('are drawn to the median, step by step', () => {
    const drawn = drawLaggards([0, 10, 20].map((each) => new Float64Array(HORIZONS).fill(each)));
    expect(drawn.map((each) => [...new Set(each)])).toEqual([[4], [10], [20]]);
  });

  test('keep their order, and the median and all above it stay as they were', () => {
    fc.assert(
      fc.property(ensembles, fc.nat(HORIZONS - 1), (paths, step) => {
        const at = (each: Float64Array): number => each[step]!;
        const before = paths.map(at);
        const after = drawLaggards(paths).map(at);
        const middle = median(before);
        for (const [index, each] of before.entries()) {
          if (each >= middle) expect(after[index]).toBe(each);
          else expect(after[index]! > each && after[index]! < middle).toBe(true);
        }
        const orderOf = (values: number[]) => [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
        expect(orderOf(after)).toEqual(orderOf(before));
      }),
    );
  });

  test('so a chance of less than one half to pass any height does not change, and no other falls', () => {
    const shareAbove = (paths: Float64Array[], height: number) =>
      paths.filter((each) => each[0]! >= height).length / paths.length;
    fc.assert(
      fc.property(ensembles, rise, (paths, height) => {
        const [before, after] = [shareAbove(paths, height), shareAbove(drawLaggards(paths), height)];
        if (before < 0.5) expect(after).toBe(before);
        else expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
