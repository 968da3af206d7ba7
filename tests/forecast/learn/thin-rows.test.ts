import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { thinRows } from '../../../src/forecast/learn/thin-rows.ts';
import type { TrainingRows } from '../../../src/forecast/learn/training-rows.ts';
import { columnsOf, RAIN_COLUMNS } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';

const width = columnsOf(1);

/** Rows that stood so high; every column of a row says which one it is. */
function rowsOf(heights: readonly number[]): TrainingRows {
  const count = heights.length;
  const rows: TrainingRows = {
    count,
    depth: 1,
    situations: new Float32Array(count * width),
    rain: Float32Array.from({ length: count * RAIN_COLUMNS }, (_, index) => Math.floor(index / RAIN_COLUMNS)),
    rises: new Float32Array(count * HORIZONS),
    weights: new Float32Array(count).fill(6),
    depths: new Uint8Array(count).fill(1),
    times: Float64Array.from(heights.keys()),
  };
  for (const [row, height] of heights.entries()) rows.situations[row * width] = height;
  return rows;
}

it('tells a long record by its wildest moments and by some of the calm ones, which count for the others', () => {
  const rows = rowsOf([0.1, 3, 0.2, 0.1, 2, 0.1, 0.2, 0.1]);
  const thin = thinRows(rows, 4);
  // The two wildest, and of the six others one in three.
  expect([...thin.times]).toEqual([0, 1, 4, 5]);
  expect([...thin.weights]).toEqual([18, 6, 6, 18]);
});

it('leaves each row as it was, and a short record altogether', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 80 }),
      fc.nat(60),
      (heights, room) => {
        const rows = rowsOf(heights.map((each) => each / 10));
        const most = room + 4;
        const thin = thinRows(rows, most);
        if (heights.length <= most) expect(thin).toBe(rows);
        expect(thin.count).toBeLessThanOrEqual(most + 1);
        for (const [index, row] of thin.times.entries()) {
          expect(thin.situations[index * width]).toBe(rows.situations[row * width]);
          expect(thin.rain![index * RAIN_COLUMNS]).toBe(row);
          expect(thin.depths[index]).toBe(1);
        }
        expect(thin.rises.length).toBe(thin.count * HORIZONS);
      },
    ),
  );
});
