import { expect, it } from 'vitest';
import { dress } from '../../../src/forecast/model/dress.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { oneLeafModel } from '../../support/one-leaf-model.ts';

const every = (value: number) => new Float64Array(HORIZONS).fill(value);

/** A past that rose so much more than expected where an error of an eighth was usual, told where a rise of 2 is expected, give or take 1. */
function scaled(error: number): number {
  const members = [{ weight: 1, rise: 0, error, spread: 0.125 }];
  const model = oneLeafModel({ means: new Map(), spread: 1, members, drawn: 1, dressing: 'scaled-error' });
  const path = every(0);
  dress(model.tellings, 0, 'scaled-error', { mean: every(2), sigma: every(1) }, path);
  expect(new Set(path).size).toBe(1);
  return path[0]!;
}

it.each([
  { error: 0.25, told: 4, as: 'twice the usual one is twice the usual one of today' },
  { error: 0.875, told: 9, as: 'seven times the usual one too' },
  { error: 2, told: 10, as: 'a surprise counts at most eight times the usual one' },
  { error: -0.5, told: -2, as: 'four times the usual one below too' },
  { error: -2, told: -3, as: 'and one below at most five times' },
])('an error is told as large as those of today: $as', ({ error, told }) => {
  expect(scaled(error)).toBe(told);
});
