import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Lesson } from '../../../src/forecast/learn/assemble-sample.ts';
import { toldLarger } from '../../../src/forecast/learn/larger-floods.ts';
import { columnsOf, RAIN_COLUMNS } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { evenly } from '../../support/evenly.ts';

const width = columnsOf(0);

/** A gauge that stood so high, and in so many units of 10 mm of rain; each row rises by a tenth of its height, and is of its own fold and block. */
function lessonOf(heights: readonly number[], rain: readonly number[] | null = null): Lesson {
  const count = heights.length;
  const situations = new Float32Array(count * width);
  const rises = new Float32Array(count * HORIZONS);
  for (const [row, height] of heights.entries()) {
    situations[row * width] = height;
    rises.fill(height / 10, row * HORIZONS, (row + 1) * HORIZONS);
  }
  const sums = new Float32Array(count * RAIN_COLUMNS);
  rain?.forEach((sum, row) => {
    sums[row * RAIN_COLUMNS] = sum;
  });
  return {
    gauge: { station: 'town', name: 'town', river: 'test' },
    pace: 1,
    rows: {
      count,
      depth: 0,
      situations,
      rain: rain === null ? null : sums,
      rises,
      weights: new Float32Array(count).fill(6),
      depths: new Uint8Array(count),
      times: Float64Array.from(heights.keys(), (row) => 1000 * row),
    },
    isReal: true,
    foldOf: (row) => 10 + row,
    blockOf: (row) => 100 + row,
  };
}

it('tells what comes near the highest that was seen, twice as large and as large a rise after it, for a fifth of the weight', () => {
  // Twice .34 is less than .7 of the highest, twice .36 more.
  const { rows, foldOf, blockOf, isReal } = toldLarger(lessonOf([0.1, 0.36, 0.34, 1, 0]));
  expect(isReal).toBe(false);
  expect(rows.count).toBe(2);
  expect([0, 1].map((row) => rows.situations[row * width])).toEqual([0.72, 2].map(Math.fround));
  expect([0, 1].map((row) => rows.rises[row * HORIZONS])).toEqual([0.072, 0.2].map(Math.fround));
  expect([...rows.weights]).toEqual([1.2, 1.2].map(Math.fround));
  expect([...rows.times]).toEqual([1000, 3000]);
  // They are judged and dealt to trees together with the flood that they were.
  expect([0, 1].map(foldOf)).toEqual([11, 13]);
  expect([0, 1].map(blockOf)).toEqual([101, 103]);
});

it('holds how far a gauge fell for as much as how far it rose', () => {
  expect([...toldLarger(lessonOf([-1, 0.34, 0.36])).rows.times]).toEqual([0, 2000]);
  expect([...toldLarger(lessonOf([1, -0.34, -0.36])).rows.times]).toEqual([0, 2000]);
});

it('tells rain larger too, and what was near the most rain', () => {
  const { rows } = toldLarger(lessonOf([0.1, 0.1, 1], [3, 0.5, 0]));
  expect([...rows.times]).toEqual([0, 2000]);
  expect([rows.rain![0], rows.rain![RAIN_COLUMNS]]).toEqual([6, 0]);
});

it('tells nothing of a gauge that never moved', () => {
  expect(toldLarger(lessonOf([0, 0, 0])).rows.count).toBe(0);
});

it('always tells the highest, and every row exactly twice as large', () => {
  fc.assert(
    fc.property(fc.array(evenly(-0.5, 3).map(Math.fround), { minLength: 1, maxLength: 40 }), (heights) => {
      fc.pre(heights.some((height) => Math.abs(height) > 1e-3));
      const lesson = lessonOf(heights);
      const { rows } = toldLarger(lesson);
      const most = Math.max(...heights.map(Math.abs));
      expect(Math.max(...rows.situations.map(Math.abs))).toBe(2 * most);
      for (let row = 0; row < rows.count; row++) {
        const from = rows.times[row]! / 1000;
        expect(rows.situations[row * width]).toBe(2 * lesson.rows.situations[from * width]!);
        expect(rows.rises[row * HORIZONS]).toBe(2 * lesson.rows.rises[from * HORIZONS]!);
      }
    }),
  );
});
