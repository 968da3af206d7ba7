import { expect, it } from 'vitest';
import { highestUntil, question, questionWidth } from '../../../src/forecast/model/question.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';

it('a question holds the situation, nothing where fewer levels are looked at, then the highest of the mean and the spread', () => {
  const mean = Float64Array.of(0, 0.3, 0.2, 0.1, 0.1, 0.4, 0.2, 0, 0);
  const sigma = new Float64Array(HORIZONS).fill(0.5);
  const asked = question([0, 0.001, -0.02, 1], 6, { mean, sigma });
  expect(asked).toHaveLength(questionWidth(6));
  expect([...asked.subarray(0, 4)].map((each) => each.toFixed(3))).toEqual(['0.000', '0.001', '-0.020', '1.000']);
  expect([...asked.subarray(4, 6)]).toEqual([Number.NaN, Number.NaN]);
  // At 1, 3 and 6 h: .3, .3 and .4 were passed by then.
  expect([...asked.subarray(6, 9)].map((each) => each.toFixed(3))).toEqual(['0.300', '0.300', '0.400']);
  for (const each of asked.subarray(9)) expect(each).toBeCloseTo(Math.log(0.5), 6);
});

it('the highest of a path up to each step never falls', () => {
  expect([...highestUntil([1, 3, 2, 4, 0, 5, 5, 1, 6])]).toEqual([1, 3, 3, 4, 4, 5, 5, 5, 6]);
});
