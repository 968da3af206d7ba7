import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { explainedStep, explainRise } from '../../src/forecast/explain-rise.ts';
import { columnsOf, RAIN_COLUMNS } from '../../src/forecast/features.ts';
import { HORIZONS, HORIZONS_H } from '../../src/forecast/horizons.ts';
import type { Projection } from '../../src/forecast/projection.ts';
import { seededRandom } from '../../src/forecast/seeded-random.ts';

const seen = [['near'], ['left', 'right']];

function modelOf(hasRain: boolean, random: () => number): Pick<Projection, 'ridge' | 'hasRain' | 'depth'> {
  const width = columnsOf(2) + (hasRain ? RAIN_COLUMNS : 0);
  return {
    depth: 2,
    hasRain,
    ridge: {
      width,
      outputs: HORIZONS,
      means: new Float64Array(width),
      deviations: new Float64Array(width).fill(1),
      coefficients: Float64Array.from({ length: (width + 1) * HORIZONS }, () => random() - 0.5),
    },
  };
}

it('the parts sum to the mean rise in metres, each gauge upstream once, rain as one, whatever the situation', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1 }),
      fc.boolean(),
      fc.double({ min: -1, max: 2, noNaN: true }),
      fc.double({ min: 0.2, max: 8, noNaN: true }),
      (seed, hasRain, mean, scale) => {
        const random = seededRandom(seed);
        const model = modelOf(hasRain, random);
        const values = Float64Array.from({ length: model.ridge.width }, () => 2 * random() - 1);
        const parts = explainRise(model, seen, values, scale, { step: explainedStep(0), mean });
        expect(parts.reduce((sum, { riseM }) => sum + riseM, 0)).toBeCloseTo(mean * scale, 9);
        const names = parts.map(({ from, station }) => station ?? from);
        expect(names).toEqual(['own', 'near', 'left', 'right', ...(hasRain ? ['rain'] : [])]);
        const [, , left, right] = parts;
        expect(left?.riseM).toBeCloseTo(right!.riseM, 9);
      },
    ),
  );
});

it('counts a broken reading for no more than the mean itself does', () => {
  const model = modelOf(false, seededRandom(3));
  const told = (value: number) => {
    const values = new Float64Array(model.ridge.width);
    values[columnsOf(1)] = value;
    return explainRise(model, seen, values, 1, { step: explainedStep(0), mean: 5 });
  };
  expect(told(1000)).toEqual(told(25));
  expect(told(24)).not.toEqual(told(25));
});

it('explains 3 h ahead, and 6 h where most of that lies behind', () => {
  expect([0, 1, 1.9, 2, 3].map((behindH) => HORIZONS_H[explainedStep(behindH)])).toEqual([3, 3, 3, 6, 6]);
});
