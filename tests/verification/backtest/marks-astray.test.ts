import { expect, test } from 'vitest';
import { createDataset } from '../../../src/verification/backtest/dataset.ts';
import { marksAstray } from '../../../src/verification/backtest/marks-astray.ts';
import { station } from '../../support/synthetic-river.ts';

/** Bankfull is two metres up. */
function marksOf(marks: Record<string, number>, ...values: number[]) {
  const town = { ...station('town', []), bankfullRiseM: 2, quantity: 'stage' as const, marks };
  const times = Float64Array.from(values.keys());
  const river = createDataset(
    'brook',
    'brook',
    [town],
    new Map([['town', { times, values: Float64Array.from(values) }]]),
  );
  return (marksM: readonly number[] | null, stations = ['town']) =>
    marksAstray(river, { stations, marksM }).map(({ markM }) => markM);
}

test('marks in centimetres, or above the sea, are told', () => {
  expect(marksOf({ act: 1.5, danger: 150 }, 0.4, 3)(null)).toEqual([150]);
  expect(marksOf({ act: 1.5 }, 300.4, 303)(null)).toEqual([1.5]);
  expect(marksOf({}, 0.4, 3)([1.5, 301])).toEqual([301]);
});

test('a flood that may be still to come is not, nor is what nobody asks about', () => {
  expect(marksOf({ danger: 9 }, 0.4, 3)(null)).toEqual([]);
  // A calm summer.
  expect(marksOf({ danger: 5 }, 0.4, 0.5)(null)).toEqual([]);
  expect(marksOf({ danger: 150 }, 0.4, 3)(null, ['mill'])).toEqual([]);
  expect(marksOf({ danger: 150 })(null)).toEqual([]);
});
