import { expect, it } from 'vitest';
import { weightedQuantiles } from '../../../src/forecast/ensemble/weighted-quantiles.ts';

const third = 1 / 3;

it.each([
  { as: 'three alike', values: [3, 1, 2], weights: [third, third, third], asked: [0.5], told: [2] },
  // They stand at an eighth, three, five and seven of it.
  {
    as: 'four alike',
    values: [40, 10, 30, 20],
    weights: [0.25, 0.25, 0.25, 0.25],
    asked: [0, 0.125, 0.25, 0.5, 0.75, 0.875, 1],
    told: [10, 10, 15, 25, 35, 40, 40],
  },
  // 10 stands at .125, 20 at .375 and 30 at .75.
  {
    as: 'one that weighs as much as two',
    values: [30, 10, 20],
    weights: [0.5, 0.25, 0.25],
    asked: [0, 0.125, 0.25, 0.375, 0.5625, 0.75, 1],
    told: [10, 10, 15, 20, 25, 30, 30],
  },
])('each value stands in the middle of its weight, with straight lines between: of $as', (each) => {
  expect(weightedQuantiles(each.values, each.weights, each.asked)).toEqual(each.told);
});
