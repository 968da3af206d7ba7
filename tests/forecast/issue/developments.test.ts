import { expect, it } from 'vitest';
import { developments } from '../../../src/forecast/issue/developments.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { oneLeafModel } from '../../support/one-leaf-model.ts';

const width = columnsOf(0);
// What is kept of the past is kept in a byte each: these are exact.
const [rise, spreadThen, mean] = [0.75, 0.5, 0.25];

/** Past situations of such weights in one leaf, floods that rose by 0.75 where an error of 0.5 was to be expected; now one of `spreadNow` is. */
function modelOf(spreadNow: number, weights: readonly number[], drawn: number) {
  const members = weights.map((weight) => ({ weight, rise, error: rise - mean, spread: spreadThen }));
  return oneLeafModel({ means: new Map([[0, mean]]), spread: spreadNow, members, drawn, dressing: 'future' });
}

it.each([
  { spreadNow: 0.5, told: 0.75, as: 'as it was' },
  { spreadNow: 0.75, told: 1.125, as: 'larger' },
  { spreadNow: 0.125, told: 0.1875, as: 'four times smaller: in calm water a flood does not stay half a flood' },
  { spreadNow: 0.01, told: 0.15, as: 'five times smaller at most' },
  { spreadNow: 1.5, told: 2.25, as: 'three times larger' },
  { spreadNow: 2, told: 3, as: 'four times larger at most' },
  // 0.25 + 2.25 * 0.5 / 0.5
  {
    spreadNow: 2.25,
    told: 2.5,
    as: 'not at all where four and a half times more is to be expected: the mean with its error',
  },
])('a past rise is told $as', ({ spreadNow, told }) => {
  const { rises, rows } = developments(modelOf(spreadNow, [1], 1), 'new', new Float64Array(width), [0]);
  expect(rows).toEqual([0]);
  for (const heights of rises) {
    expect(heights).toHaveLength(1);
    expect(heights[0]).toBeCloseTo(told, 5);
  }
});

it.each([
  { station: 'new', weights: [6, 1, 3], times: [6, 1, 3], as: 'as their weight says' },
  {
    station: 'valued',
    weights: [1, 2, 3],
    times: [5, 2, 3],
    as: 'as their weight says times what their source is worth to the gauge',
  },
])('members of a leaf are drawn as often $as', ({ station, weights, times }) => {
  const { rows } = developments(modelOf(0.4, weights, 10), station, new Float64Array(width), [0]);
  expect([0, 1, 2].map((row) => rows.filter((each) => each === row).length)).toEqual(times);
});

it('where fewer are asked for than the leaves give, they are taken evenly from all of them', () => {
  // Of ten in a row, six, one and three of a kind, the first, third, fifth, sixth and eighth (multiples of the golden ratio).
  const { rows } = developments(modelOf(0.4, [6, 1, 3], 10), 'new', new Float64Array(width), [0], 5);
  expect(rows).toEqual([0, 0, 0, 0, 2]);
});
