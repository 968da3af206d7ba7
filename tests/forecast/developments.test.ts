import { expect, it } from 'vitest';
import type { AnalogueModel } from '../../src/forecast/analogue-model.ts';
import { developments } from '../../src/forecast/developments.ts';
import { columnsOf } from '../../src/forecast/features.ts';
import { HORIZONS } from '../../src/forecast/horizons.ts';
import type { Projection } from '../../src/forecast/projection.ts';
import type { Ridge } from '../../src/forecast/ridge.ts';
import type { Origins } from '../../src/forecast/similar-events.ts';
import { LEAF } from '../../src/forecast/tree.ts';

const [width, signs] = [columnsOf(0), 8];
// What is kept of the past is kept to three digits: these are exact.
const [rise, spreadThen, mean] = [0.75, 0.5, 0.25];

function constant(columns: number, value: number): Ridge {
  const coefficients = new Float64Array((columns + 1) * HORIZONS).fill(value, 0, HORIZONS);
  return {
    width: columns,
    outputs: HORIZONS,
    means: new Float64Array(columns),
    deviations: new Float64Array(columns).fill(1),
    coefficients,
  };
}

function projectionOf(spreadNow: number): Projection {
  return {
    depth: 0,
    hasRain: false,
    ridge: constant(width, mean),
    spread: {
      depth: 0,
      hasRain: false,
      lows: new Float32Array(signs).fill(-20),
      highs: new Float32Array(signs).fill(20),
      ridge: constant(signs, Math.log(spreadNow ** 2)),
      factors: new Float64Array(HORIZONS).fill(1),
      largest: new Float64Array(HORIZONS).fill(Number.POSITIVE_INFINITY),
    },
    seen: { lows: new Float32Array(width), highs: new Float32Array(width) },
    came: {
      lows: new Float32Array(HORIZONS).fill(Number.NEGATIVE_INFINITY),
      highs: new Float32Array(HORIZONS).fill(Number.POSITIVE_INFINITY),
    },
  };
}

/** The first of the gauge 'valued', all others of another river. */
function originsOf(count: number): Origins {
  const [valued, other] = [
    { station: 'valued', name: '', river: '' },
    { station: null, name: '', river: '' },
  ];
  return {
    gauges: [valued, other],
    gaugeOf: new Uint16Array(count).fill(1).fill(0, 0, 1),
    paces: [1],
    paceOf: new Uint8Array(count),
    minutes: new Int32Array(count),
  };
}

/** Past situations of such weights in one leaf, floods that rose by 0.75 where an error of 0.5 was to be expected; now one of `spreadNow` is. */
function modelOf(spreadNow: number, weights: readonly number[], drawn: number): AnalogueModel {
  const count = weights.length;
  return {
    projections: new Map([[0, projectionOf(spreadNow)]]),
    trees: [
      {
        columns: Int8Array.of(LEAF),
        thresholds: new Float32Array(0),
        rights: new Uint32Array(0),
        starts: Uint32Array.of(0),
        members: Uint32Array.from(weights.keys()),
      },
    ],
    dressings: ['future'],
    drawn,
    rises: new Float16Array(count * HORIZONS).fill(rise),
    origins: originsOf(count),
    relevance: new Map([['valued', [5, 1, 1]]]),
    tellings: {
      rows: Uint32Array.from(weights.keys()),
      weights: Float16Array.from(weights),
      errors: new Float16Array(count * HORIZONS).fill(rise - mean),
      spreads: new Float16Array(count * HORIZONS).fill(spreadThen),
    },
  };
}

it.each([
  { spreadNow: 0.5, told: 0.75, as: 'as it was' },
  { spreadNow: 0.75, told: 1.125, as: 'larger' },
  { spreadNow: 0.125, told: 0.1875, as: 'four times smaller: in calm water a flood does not stay half a flood' },
  { spreadNow: 0.01, told: 0.15, as: 'five times smaller at most' },
  { spreadNow: 1.5, told: 2.25, as: 'three times larger' },
  // 0.25 + 2.5 * 0.5 / 0.5
  { spreadNow: 2.5, told: 2.75, as: 'not at all where five times more is to be expected: the mean with its error' },
])('a past rise is told $as', ({ spreadNow, told }) => {
  const { paths, rows } = developments(modelOf(spreadNow, [1], 1), 'new', new Float64Array(width), [0]);
  expect(rows).toEqual([0]);
  expect(paths).toHaveLength(1);
  for (const step of paths[0]!) expect(step).toBeCloseTo(told, 5);
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
