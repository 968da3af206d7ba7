import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPLAINED_STEP, explainRise } from '../../../src/forecast/issue/explain-rise.ts';
import type { Projection } from '../../../src/forecast/model/projection.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { columnsOf, OWN_COLUMNS, RAIN_COLUMNS } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { evenly } from '../../support/evenly.ts';

type Model = Pick<Projection, 'ridge' | 'hasRain' | 'depth'>;

/** One gauge above, and two above that; a level's columns are the mean of its gauges, each for its share. */
function situationOf(near: number[], left: number[], right: number[], own: number[], rain: number[], share = 0.5) {
  const mean = left.map((value, column) => share * value + (1 - share) * right[column]!);
  const seen = [
    [{ id: 'near', block: near, share: 1 }],
    [
      { id: 'left', block: left, share },
      { id: 'right', block: right, share: 1 - share },
    ],
  ];
  return { seen, values: Float64Array.of(...own, ...near, ...mean, ...rain) };
}

const widths = { own: OWN_COLUMNS, near: columnsOf(1) - columnsOf(0), far: columnsOf(2) - columnsOf(1) };

function modelOf(hasRain: boolean, coefficient: (column: number) => number): Model {
  const width = columnsOf(2) + (hasRain ? RAIN_COLUMNS : 0);
  const coefficients = new Float64Array((width + 1) * HORIZONS);
  for (let column = -1; column < width; column++) {
    coefficients[(column + 1) * HORIZONS + EXPLAINED_STEP] = coefficient(column);
  }
  const [means, deviations] = [new Float64Array(width), new Float64Array(width).fill(1)];
  return { depth: 2, hasRain, ridge: { width, outputs: HORIZONS, means, deviations, coefficients } };
}

const same = (count: number, value: number) => Array.from({ length: count }, () => value);
const riseOf = (parts: ReturnType<typeof explainRise>, name: string) =>
  parts.find(({ from, station }) => (station ?? from) === name)!.riseM;

describe('the expected rise taken apart', () => {
  it('sums to the rise that the paths tell, none the other way, each gauge upstream once, rain as one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.boolean(), evenly(-8, 16), (seed, hasRain, expectedM) => {
        const random = seededRandom(seed);
        const some = (count: number) => Array.from({ length: count }, () => 2 * random() - 1);
        const { near, far, own } = widths;
        const rain = hasRain ? some(RAIN_COLUMNS) : [];
        const { seen, values } = situationOf(some(near), some(far), some(far), some(own), rain);
        const model = modelOf(hasRain, () => random() - 0.5);
        const parts = explainRise(model, seen, values, expectedM);
        expect(parts.reduce((sum, { riseM }) => sum + riseM, 0)).toBeCloseTo(expectedM, 9);
        expect(parts.every(({ riseM }) => riseM * expectedM >= 0)).toBe(true);
        const names = parts.map(({ from, station }) => station ?? from);
        expect(names).toEqual(['own', 'near', 'left', 'right', ...(hasRain ? ['rain'] : [])]);
      }),
    );
  });

  /** Every column promises a tenth of what it holds. */
  const even = modelOf(false, (column) => (column < 0 ? 0 : 0.1));

  it('tells the gauge that rises what it brings, and its still neighbour nothing', () => {
    const { near, far, own } = widths;
    const { seen, values } = situationOf(same(near, 0), same(far, 1), same(far, 0), same(own, 0), []);
    const parts = explainRise(even, seen, values, 0.8);
    expect(riseOf(parts, 'left')).toBeCloseTo(0.8, 9);
    expect(riseOf(parts, 'right')).toBe(0);
  });

  it('tells of two gauges that rise alike the one that counts three times as much three times as much', () => {
    const { near, far, own } = widths;
    const { seen, values } = situationOf(same(near, 0), same(far, 1), same(far, 1), same(own, 0), [], 0.75);
    const parts = explainRise(even, seen, values, 0.8);
    expect(riseOf(parts, 'left')).toBeCloseTo(0.6, 9);
    expect(riseOf(parts, 'right')).toBeCloseTo(0.2, 9);
  });

  it('does not take its own rise from a gauge that upstream promises more than the paths give', () => {
    const { near, far, own } = widths;
    const { seen, values } = situationOf(same(near, 2), same(far, 0), same(far, 0), same(own, 1), []);
    const parts = explainRise(even, seen, values, 0.1);
    expect(riseOf(parts, 'own')).toBeCloseTo(0.1 * (own / (own + 2 * near)), 9);
    expect(riseOf(parts, 'near')).toBeCloseTo(0.1 * ((2 * near) / (own + 2 * near)), 9);
  });

  it('leaves to the gauge itself what nothing points to', () => {
    const { near, far, own } = widths;
    const { seen, values } = situationOf(same(near, -1), same(far, -1), same(far, -1), same(own, -1), []);
    const parts = explainRise(even, seen, values, 0.3);
    expect(parts.map(({ riseM }) => riseM)).toEqual([0.3, 0, 0, 0]);
  });

  it('counts a broken reading for no more than the mean itself does', () => {
    const { near, far, own } = widths;
    const told = (value: number) => {
      const { seen, values } = situationOf(same(near, value), same(far, 0), same(far, 0), same(own, 1), []);
      return explainRise(even, seen, values, 5);
    };
    expect(told(1000)).toEqual(told(25));
    expect(told(24)).not.toEqual(told(25));
  });
});
