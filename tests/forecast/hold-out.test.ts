import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { heldOutAbout, leafOf, learnersOf } from '../../src/forecast/ask-tree.ts';
import { growTree, OUTPUTS } from '../../src/forecast/grow-tree.ts';
import { holdOut } from '../../src/forecast/hold-out.ts';
import { seededRandom } from '../../src/forecast/seeded-random.ts';

const [width, count] = [3, 80];

function situations(many: number, random: () => number): Float32Array[] {
  return Array.from({ length: many }, () =>
    Float32Array.from({ length: width }, () => (random() < 0.1 ? Number.NaN : random())),
  );
}

it('rows that were held out are asked about where their situation leads, and change nothing of what the others say', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.integer({ min: 0, max: 60 }), (seed, others) => {
      const random = seededRandom(seed);
      const [learned, asked] = [situations(count, random), situations(others, random)];
      const tree = growTree(
        {
          count,
          width,
          x: Float32Array.from(
            { length: count * width },
            (_, index) => learned[index % count]![Math.floor(index / count)]!,
          ),
          y: Float32Array.from({ length: count * OUTPUTS }, random),
          weights: new Float32Array(count).fill(1),
        },
        { leafSize: 5, tried: 0.5 },
        random,
      );
      const rows = asked.map((_, index) => count + index);
      const whole = holdOut(tree, rows, (row) => asked[row - count]!);
      for (const situation of [...learned, ...asked]) {
        expect([...learnersOf(whole, situation)]).toEqual([...learnersOf(tree, situation)]);
        const here = rows.filter((row) => leafOf(tree, asked[row - count]!) === leafOf(tree, situation));
        const about = heldOutAbout(whole, situation, 5);
        expect(about).toEqual(expect.arrayContaining(here));
        expect(about.length).toBeGreaterThanOrEqual(Math.min(5, others));
        if (here.length >= 5) expect(about).toHaveLength(here.length);
        expect(heldOutAbout(whole, situation, others + 1).toSorted((a, b) => a - b)).toEqual(rows);
      }
    }),
  );
});
