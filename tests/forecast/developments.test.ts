import { expect, it } from 'vitest';
import { type AnalogueModel, developments } from '../../src/forecast/analogue-model.ts';
import { columnsOf } from '../../src/forecast/features.ts';
import { HORIZONS } from '../../src/forecast/horizons.ts';
import type { Ridge } from '../../src/forecast/ridge.ts';

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

/** One past situation, a flood that rose by 0.9 where an error of 0.4 was to be expected; now one of `spreadNow` is. */
function modelOf(spreadNow: number): AnalogueModel {
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
    trees: [
      {
        columns: Uint8Array.of(255),
        thresholds: Float32Array.of(1),
        rights: Uint32Array.of(0),
        members: Uint32Array.of(0),
      },
    ],
    dressings: ['future'],
    rises: new Float32Array(HORIZONS).fill(rise),
    errors: new Float32Array(HORIZONS).fill(rise - 0.1),
    spreads: new Float32Array(HORIZONS).fill(spreadThen),
    origins: { gauges: [], gaugeOf: Uint16Array.of(0), times: Float64Array.of(0) },
    lows: new Float32Array(width),
    highs: new Float32Array(width),
  };
}

it.each([
  { spreadNow: 0.4, told: 0.9, as: 'as it was' },
  { spreadNow: 0.6, told: 1.35, as: 'larger' },
  { spreadNow: 0.1, told: 0.225, as: 'four times smaller: in calm water a flood does not stay half a flood' },
  { spreadNow: 0.01, told: 0.18, as: 'five times smaller at most' },
  // 0.1 + 1.2 * 0.8 / 0.4
  { spreadNow: 1.2, told: 2.5, as: 'not at all where three times more is to be expected: the mean with its error' },
])('a past rise is told $as', ({ spreadNow, told }) => {
  const { paths, members } = developments(modelOf(spreadNow), new Float64Array(width));
  expect(members).toEqual([0]);
  expect(paths).toHaveLength(1);
  for (const step of paths[0]!) expect(step).toBeCloseTo(told, 5);
});
