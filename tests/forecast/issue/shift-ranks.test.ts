import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftRanks } from '../../../src/forecast/issue/shift-ranks.ts';
import { pathsOf } from '../../../src/forecast/issue/steps.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { evenly } from '../../support/evenly.ts';
import { anyPaths, stepsOf } from '../../support/steps-of.ts';

function level(height: number): Float64Array {
  return new Float64Array(HORIZONS).fill(height);
}

describe('paths by whose odds of being exceeded are multiplied', () => {
  it('take the heights of those that rank higher: of five, shifted by ln 3, the middle one has three quarters below it', () => {
    const shifted = pathsOf(shiftRanks(stepsOf([30, 0, 20, 40, 10].map(level)), Math.log(3)));
    // Ranks (k + .5) / 5 = .1 .3 .5 .7 .9, odds times three: .25 .5625 .75 .875 .964.
    const expected = [38.75, 7.5, 32.5, 40, 23.125];
    expect(shifted.map((path) => Number(path[4]!.toFixed(3)))).toEqual(expected);
  });

  it('stay as they are where nothing is shifted', () => {
    const rises = stepsOf([3, 1, 2].map(level));
    expect(shiftRanks(rises, 0)).toBe(rises);
  });

  it('never leave what was told, keep their order, and all rise (or fall) together', () => {
    fc.assert(
      fc.property(anyPaths, evenly(-4, 4), (paths, shift) => {
        const shifted = pathsOf(shiftRanks(stepsOf(paths), shift));
        for (let step = 0; step < HORIZONS; step++) {
          const [before, after] = [paths, shifted].map((each) => each.map((path) => path[step]!));
          const order = [...before!.keys()].sort((a, b) => before![a]! - before![b]!);
          order.forEach((path, rank) => {
            const lower = order[rank - 1];
            // Of two at the same height either may come out higher.
            if (lower !== undefined && before![lower]! < before![path]!)
              expect(after![path]!).toBeGreaterThanOrEqual(after![lower]! - 1e-9);
            expect(Math.sign(shift) * (after![path]! - before![path]!)).toBeGreaterThanOrEqual(-1e-9);
          });
          expect(Math.min(...after!)).toBeGreaterThanOrEqual(Math.min(...before!) - 1e-9);
          expect(Math.max(...after!)).toBeLessThanOrEqual(Math.max(...before!) + 1e-9);
        }
      }),
    );
  });
});
