import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinedLines } from '../../src/territory/joined-lines.ts';

type Written = readonly (readonly [lon: number, lat: number])[];
const joined = (...lines: readonly Written[]) =>
  joinedLines(lines.map((line) => line.map(([lon, lat]) => ({ lat, lon })))).map((line) =>
    line.map(({ lat, lon }) => [lon, lat]),
  );

test('pieces are joined whichever way they are written, and what touches nothing stays', () => {
  const [a, b, c] = [
    [0, 0],
    [1, 0],
    [2, 1],
  ] as const;
  expect(
    joined(
      [b, a],
      [b, c],
      [
        [5, 5],
        [6, 6],
      ],
    ),
  ).toEqual([
    [a, b, c],
    [
      [5, 5],
      [6, 6],
    ],
  ]);
});

test('where three meet the river goes straight on, and the stream ends there', () => {
  const river = [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [2, 0.1],
    ],
  ] as const;
  expect(
    joined(
      [
        [1, 1],
        [1, 0],
      ],
      ...river,
    ),
  ).toEqual([
    [
      [1, 1],
      [1, 0],
    ],
    [
      [0, 0],
      [1, 0],
      [2, 0.1],
    ],
  ]);
});

test('two that part and meet again stay two; three in a circle are one', () => {
  const island = [
    [
      [0, 0],
      [1, 1],
      [2, 0],
    ],
    [
      [0, 0],
      [1, -1],
      [2, 0],
    ],
  ] as const;
  expect(joined(...island)).toEqual(island);
  expect(
    joined(
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [1, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
    ),
  ).toEqual([
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ]);
});

test('no step of any piece is lost or made up', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
  const steps = (lines: readonly (readonly (readonly number[])[])[]) =>
    lines.flatMap((line) => line.slice(1).map((to, index) => [line[index]!, to].map(String).sort().join(' '))).sort();
  fc.assert(
    fc.property(fc.array(fc.array(place, { minLength: 2, maxLength: 4 }), { maxLength: 12 }), (lines) => {
      expect(steps(joined(...lines))).toEqual(steps(lines));
    }),
  );
});
