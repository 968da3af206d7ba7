import { expect, it } from 'vitest';
import { highestUntil, question, questionWidth } from '../../../src/forecast/model/question.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';

it('a question holds the situation, nothing where fewer levels are looked at, then the highest of the mean, the spread and how it steepens', () => {
  const mean = Float64Array.of(0, 0.3, 0.2, 0.1, 0.1, 0.4, 0.2, 0, 0);
  const sigma = new Float64Array(HORIZONS).fill(0.5);
  const asked = question([0.9, 0.15, 0.15, 0.1, 0.1, 0.5, 0.1], 9, { mean, sigma });
  expect(asked).toHaveLength(questionWidth(9));
  expect([...asked.subarray(0, 4)].map((each) => each.toFixed(3))).toEqual(['0.900', '0.150', '0.150', '0.100']);
  expect([...asked.subarray(7, 9)]).toEqual([Number.NaN, Number.NaN]);
  // At 1, 3 and 6 h: .3, .3 and .4 were passed by then.
  expect([...asked.subarray(9, 12)].map((each) => each.toFixed(3))).toEqual(['0.300', '0.300', '0.400']);
  for (const each of asked.subarray(12, 15)) expect(each).toBeCloseTo(Math.log(0.5), 6);
  // Even within the last hour: .3 in it, .1 in the one before, .1 in the two before these.
  expect([...asked.subarray(15)].map((each) => Number(each.toFixed(6)))).toEqual([0, 0, 0.2, 0.15]);
});

it('the highest of a path up to each step never falls', () => {
  expect([...highestUntil([1, 3, 2, 4, 0, 5, 5, 1, 6])]).toEqual([1, 3, 3, 4, 4, 5, 5, 5, 6]);
});
