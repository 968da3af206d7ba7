import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { heldOutAbout, leafOf, learnersOf } from '../../src/forecast/ask-tree.ts';
import { growForest } from '../../src/forecast/grow-forest.ts';
import { growTree, LEAF, OUTPUTS, type Tree } from '../../src/forecast/grow-tree.ts';
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
        expect(heldOutAbout(whole, situation, here.length).toSorted((a, b) => a - b)).toEqual(here);
        expect(heldOutAbout(whole, situation, others).toSorted((a, b) => a - b)).toEqual(rows);
        expect(heldOutAbout(whole, situation, others + 1)).toEqual([]);
      }
    }),
  );
});

it('where a leaf has too few that were held out, those of the smallest branch about it that has enough are asked', () => {
  // At or below 1 the first leaf, at or below 2 the second, else the third.
  const tree: Tree = {
    columns: Int8Array.of(0, LEAF, 0, LEAF, LEAF),
    thresholds: Float32Array.of(1, 0, 2, 0, 0),
    rights: Uint16Array.of(2, 0, 4, 1, 2),
    members: Uint16Array.of(100, 101, 102),
  };
  const leaves: number[] = [...Array(1).fill(0.5), ...Array(2).fill(1.5), ...Array(20).fill(2.5)];
  const whole = holdOut(tree, [...leaves.keys()], (row) => Float32Array.of(leaves[row]!));
  const asked = (value: number, fewest: number): number => heldOutAbout(whole, [value], fewest).length;
  expect([1, 2, 3, 23].map((fewest) => asked(1.5, fewest))).toEqual([2, 2, 22, 23]);
  expect([1, 2].map((fewest) => asked(0.5, fewest))).toEqual([1, 23]);
});

it('of a forest those that the splits were found by are of the blocks that the tree saw, and what is held out is of others', () => {
  const [rows, blocks] = [300, 10];
  const random = seededRandom(5);
  const sample = {
    count: rows,
    width,
    x: Float32Array.from({ length: rows * width }, random),
    y: Float32Array.from({ length: rows * OUTPUTS }, random),
    weights: new Float32Array(rows).fill(1),
    blocks: Int32Array.from({ length: rows }, (_, row) => row % blocks),
  };
  const grow = (mostHeldOut: number) => growForest(sample, { trees: 8, mostRows: 1000, leafSize: 5, mostHeldOut });
  for (const { tree, blocks: saw } of grow(50)) {
    const situation = sample.x.subarray(0, width);
    const heldOut = heldOutAbout(tree, situation, 50);
    expect(heldOut).toHaveLength(50);
    for (const row of heldOut) expect(saw.has(row % blocks)).toBe(false);
    const learners = [...tree.members].filter((row) => !heldOut.includes(row));
    expect(learners).toHaveLength(30 * saw.size);
    for (const row of learners) expect(saw.has(row % blocks)).toBe(true);
  }
  expect(grow(50)).toEqual(grow(50));
  for (const { tree, blocks: saw } of grow(0)) expect(tree.members).toHaveLength(30 * saw.size);
});
