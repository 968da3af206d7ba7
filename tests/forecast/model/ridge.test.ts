import { expect, it } from 'vitest';
import { fitRidge, ridgeMean } from '../../../src/forecast/model/ridge.ts';

/** Rows of which nothing is seen, so that each is expected to be like the mean of those that were learned from. */
function fitOf(y: readonly number[], folds: readonly number[], weights = y.map(() => 1)) {
  return fitRidge({
    count: y.length,
    width: 1,
    x: new Float32Array(y.length),
    y: Float32Array.from(y),
    outputs: 1,
    weights: Float32Array.from(weights),
    folds: Uint16Array.from(folds),
  });
}

const rounded = (values: Iterable<number>) => Array.from(values, (each) => Number(each.toFixed(4)));

it('what is expected of a row is learned without its fold, what is expected of others from all', () => {
  const { ridge, outOfFold } = fitOf([1, 3, 8], [0, 0, 1]);
  expect(rounded(outOfFold)).toEqual([8, 8, 2]);
  expect(rounded(ridgeMean(ridge, [0]))).toEqual([4]);
});

it('a row counts as its weight says', () => {
  const { ridge, outOfFold } = fitOf([0, 4, 10], [0, 0, 1], [3, 1, 1]);
  expect(rounded(outOfFold)).toEqual([10, 10, 1]);
  // (3 · 0 + 4 + 10) / 5
  expect(rounded(ridgeMean(ridge, [0]))).toEqual([2.8]);
});

it('where there is one fold alone it is learned from', () => {
  expect(rounded(fitOf([1, 3], [5, 5]).outOfFold)).toEqual([2, 2]);
});

it('a slope is drawn towards none as if three standardised rows more had shown none', () => {
  // Nine rows at -1, nine at 1, which rise by as much: 18 of 21 are kept.
  const x = Float32Array.from({ length: 18 }, (_, row) => (row % 2 === 0 ? -1 : 1));
  const { ridge } = fitRidge({
    count: 18,
    width: 1,
    x,
    y: x,
    outputs: 1,
    weights: new Float32Array(18).fill(1),
    folds: new Uint16Array(18),
  });
  expect(ridgeMean(ridge, [1])[0]!).toBeCloseTo(18 / 21, 4);
});
