import { expect, it } from 'vitest';
import { spreadOf } from '../../../src/forecast/model/log-spread.ts';
import { fitProjection, project } from '../../../src/forecast/model/projection.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';

const random = seededRandom(3);
const width = columnsOf(0);
const count = 400;
const x = Float32Array.from({ length: count * width }, () => 0.1 * random());
/** Each step rises with the own level, one step more than the one before, and as uncertainly as the level is high. */
const rises = Float32Array.from({ length: count * HORIZONS }, (_, index) => {
  const level = x[Math.floor(index / HORIZONS) * width]!;
  return ((index % HORIZONS) + 1) * level * (0.5 + random());
});
const sample = {
  count,
  x,
  rises,
  weights: new Float32Array(count).fill(1),
  folds: Uint16Array.from({ length: count }, (_, row) => row % 4),
  real: new Uint8Array(count).fill(1),
};
const { projection } = fitProjection(sample, 0, false);
const most = (step: number): number => Math.max(...rises.filter((_, index) => index % HORIZONS === step));

it('however far a situation lies from all that was seen, no rise is expected that nothing came near', () => {
  const far = Float64Array.from({ length: width }, () => 5);
  const { mean, sigma } = project(projection, far);
  for (let step = 0; step < HORIZONS; step++) {
    expect(mean[step]!).toBeLessThanOrEqual(most(step));
    expect(sigma[step]!).toBeLessThanOrEqual(projection.spread.largest[step]!);
    expect(projection.spread.largest[step]!).toBeLessThan(most(step));
  }
});

it('within what was seen it is the straight line: twice the level, twice the rise', () => {
  const at = (level: number): number =>
    project(projection, Float64Array.of(level, ...Array(width - 1).fill(0.05))).mean[3]!;
  expect(at(0.08) / at(0.04)).toBeGreaterThan(1.7);
  expect(at(0.08) / at(0.04)).toBeLessThan(2.3);
});

it('no error is expected beyond the largest that was made, nor a situation taken for more restless than any that was seen', () => {
  const { spread } = projection;
  const wild = Float64Array.from({ length: width }, () => 5);
  const restless = spreadOf({ ...spread, highs: spread.highs.map(() => Number.POSITIVE_INFINITY) }, wild);
  expect([...restless]).toEqual([...spread.largest]);
  expect([...spreadOf(spread, wild)]).toEqual([
    ...spreadOf(
      spread,
      wild.map((each) => 2 * each),
    ),
  ]);
});

it('what was only told larger counts among what came, and not among what was seen', () => {
  const told = fitProjection(
    { ...sample, x: x.with(0, 9), rises: rises.with(0, 9), real: sample.real.with(0, 0) },
    0,
    false,
  );
  expect(told.projection.came.highs[0]).toBe(9);
  expect(told.projection.seen.highs[0]).toBeLessThanOrEqual(0.1);
});
