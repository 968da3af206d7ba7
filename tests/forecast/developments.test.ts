import { expect, it } from 'vitest';
import type { AnalogueModel } from '../../src/forecast/analogue-model.ts';
import { developments } from '../../src/forecast/developments.ts';
import { columnsOf } from '../../src/forecast/features.ts';
import { HORIZONS } from '../../src/forecast/horizons.ts';
import type { Projection } from '../../src/forecast/projection.ts';
import type { Ridge } from '../../src/forecast/ridge.ts';
import type { Origins } from '../../src/forecast/similar-events.ts';

const [width, signs] = [columnsOf(0), 8];
const rise = 0.9;
const spreadThen = 0.4;

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
    ridge: constant(width, 0.1),
    spread: {
      depth: 0,
      hasRain: false,
      lows: new Float32Array(signs).fill(-20),
      highs: new Float32Array(signs).fill(20),
      ridge: constant(signs, Math.log(spreadNow ** 2)),
      factors: new Float64Array(HORIZONS).fill(1),
    },
    lows: new Float32Array(width),
    highs: new Float32Array(width),
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
    times: new Float64Array(count),
  };
}

/** Past situations of such weights in one leaf, floods that rose by 0.9 where an error of 0.4 was to be expected; now one of `spreadNow` is. */
function modelOf(spreadNow: number, weights: readonly number[], drawn: number): AnalogueModel {
  const count = weights.length;
  return {
    projections: new Map([[0, projectionOf(spreadNow)]]),
    trees: [
      {
        columns: Uint8Array.of(255),
        thresholds: Float32Array.of(count),
        absents: Int8Array.of(0),
        rights: Uint32Array.of(0),
        members: Uint32Array.from(weights.keys()),
      },
    ],
    dressings: Array.from({ length: drawn }, () => 'future'),
    rises: new Float32Array(count * HORIZONS).fill(rise),
    origins: originsOf(count),
    relevance: new Map([['valued', [5, 1, 1]]]),
    tellings: {
      rows: Uint32Array.from(weights.keys()),
      weights: Float32Array.from(weights),
      errors: new Float32Array(count * HORIZONS).fill(rise - 0.1),
      spreads: new Float32Array(count * HORIZONS).fill(spreadThen),
    },
  };
}

it.each([
  { spreadNow: 0.4, told: 0.9, as: 'as it was' },
  { spreadNow: 0.6, told: 1.35, as: 'larger' },
  { spreadNow: 0.1, told: 0.225, as: 'four times smaller: in calm water a flood does not stay half a flood' },
  { spreadNow: 0.01, told: 0.18, as: 'five times smaller at most' },
  { spreadNow: 1.2, told: 2.7, as: 'three times larger' },
  // 0.1 + 2 * 0.8 / 0.4
  { spreadNow: 2, told: 4.1, as: 'not at all where five times more is to be expected: the mean with its error' },
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
