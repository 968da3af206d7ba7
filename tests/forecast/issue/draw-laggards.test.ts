import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawLaggards } from '../../../src/forecast/issue/draw-laggards.ts';
import { pathsOf } from '../../../src/forecast/issue/steps.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { median } from '../../../src/lib/median.ts';
import { stepsOf } from '../../support/steps-of.ts';

/** To the millimetre. */
const rise = fc.integer({ min: -5000, max: 5000 }).map((mm) => mm / 1000);
const path = fc.array(rise, { minLength: HORIZONS, maxLength: HORIZONS });
const ensembles = fc
  .array(path, { minLength: 1, maxLength: 40 })
  .map((paths) => paths.map((each) => Float64Array.from(each)));

const withLaggardsDrawn = (paths: readonly Float64Array[]) => pathsOf(drawLaggards(stepsOf(paths)));

describe('paths that fall behind', () => {
  test('are drawn to the median, step by step', () => {
    const drawn = withLaggardsDrawn([0, 10, 20, 30, 40].map((each) => new Float64Array(HORIZONS).fill(each)));
    expect(drawn.map((each) => [...new Set(each)])).toEqual([[10], [15], [20], [30], [40]]);
  });

  test('keep their order, and that height and all above it stay as they were', () => {
    fc.assert(
      fc.property(ensembles, fc.nat(HORIZONS - 1), (paths, step) => {
        const at = (each: Float64Array): number => each[step]!;
        const before = paths.map(at);
        const after = withLaggardsDrawn(paths).map(at);
        const height = median(before);
        for (const [index, each] of before.entries()) {
          if (each > height - 1e-12) expect(after[index]).toBe(each);
          else expect(after[index]! > each && after[index]! <= height).toBe(true);
        }
        const orderOf = (values: number[]) => [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
        expect(orderOf(after)).toEqual(orderOf(before));
      }),
    );
  });

  test('so the chance to pass a height above it does not change, and no other falls', () => {
    const shareAbove = (paths: Float64Array[], height: number) =>
      paths.filter((each) => each[0]! >= height).length / paths.length;
    fc.assert(
      fc.property(ensembles, rise, (paths, height) => {
        const [before, after] = [shareAbove(paths, height), shareAbove(withLaggardsDrawn(paths), height)];
        const firsts = paths.map((each) => each[0]!);
        if (height >= median(firsts)) expect(after).toBe(before);
        else expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
