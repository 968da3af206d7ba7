import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { growTree, OUTPUTS } from '../../../src/forecast/learn/grow-tree.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { leafOf, membersOf } from '../../../src/forecast/model/tree.ts';

const width = 4;

/** Column after column; so many values in ten are not seen. */
function sampleOf(count: number, absentInTen: number, random: () => number) {
  return {
    count,
    width,
    x: Float32Array.from({ length: count * width }, () => (10 * random() < absentInTen ? Number.NaN : random())),
    y: Float32Array.from({ length: count * OUTPUTS }, () => random()),
    weights: new Float32Array(count).fill(1),
  };
}

it('every row is a member of the one leaf that its values lead to, whatever of them was not seen', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 10 }),
      (seed, count, absentInTen) => {
        const random = seededRandom(seed);
        const sample = sampleOf(count, absentInTen, random);
        const tree = growTree(sample, { leafSize: 5, tried: 0.5 }, random);
        expect([...tree.members].toSorted((a, b) => a - b)).toEqual([...Array(count).keys()]);
        for (let row = 0; row < count; row++) {
          const asked = Array.from({ length: width }, (_, column) => sample.x[column * count + row]!);
          const members = membersOf(tree, leafOf(tree, asked));
          expect(members).toContain(row);
          expect(members.length).toBeGreaterThanOrEqual(Math.min(count, 5));
        }
      },
    ),
  );
});

it('so is one of a large river, whose centimetres stand closer than a threshold has digits', () => {
  const random = seededRandom(11);
  const count = 2000;
  // Of a bankfull rise of 10 m, between once and twice as high.
  const x = Float32Array.from({ length: count * width }, () => 1 + Math.floor(1000 * random()) / 1000);
  const y = Float32Array.from({ length: count * OUTPUTS }, () => random());
  const tree = growTree(
    { count, width, x, y, weights: new Float32Array(count).fill(1) },
    { leafSize: 5, tried: 0.5 },
    random,
  );
  const astray = Array.from({ length: count }, (_, row) => row).filter((row) => {
    const asked = Array.from({ length: width }, (_, column) => x[column * count + row]!);
    return !membersOf(tree, leafOf(tree, asked)).includes(row);
  });
  expect(astray).toEqual([]);
});

it('rows whose future hangs on one value are told apart by it, however far off a few of them stand', () => {
  const random = seededRandom(7);
  const [count, high] = [400, 100];
  const sample = sampleOf(count, 0, random);
  // Column 2 decides; four rows in a hundred stretch its range a hundredfold.
  for (let row = 0; row < count; row++) {
    const value = sample.x[2 * count + row]!;
    sample.y.fill(value > 0.5 ? 1 : 0, row * OUTPUTS, (row + 1) * OUTPUTS);
    if (row < 0.04 * count) sample.x[2 * count + row] = high * value;
  }
  const tree = growTree(sample, { leafSize: 5, tried: 1 }, random);
  for (const value of [0.1, 0.2, 0.3, 0.7, 0.8, 0.9]) {
    const members = membersOf(tree, leafOf(tree, [0.5, 0.5, value, 0.5]));
    const told = Array.from(members, (row) => sample.y[row * OUTPUTS]!);
    const mean = told.reduce((sum, each) => sum + each, 0) / told.length;
    expect(mean > 0.5, `${value}`).toBe(value > 0.5);
  }
});
