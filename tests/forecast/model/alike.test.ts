import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawAlike, indexAlike } from '../../../src/forecast/model/alike.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';

interface PastSituation {
  level: number;
  mean: number;
  spread: number;
  error: number;
  weight: number;
}

const columns = (level: number): number[] =>
  Array.from({ length: columnsOf(0) }, (_, column) => (column === 0 ? level : 0));

/** The same mean, spread and error at every step; as the model holds them. */
function pastOf(situations: readonly PastSituation[]) {
  const each = (of: (situation: PastSituation) => number) =>
    Float16Array.from(situations.flatMap((situation) => Array.from({ length: HORIZONS }, () => of(situation))));
  const model = {
    tellings: {
      rows: Uint16Array.from(situations.keys()),
      errors: each(({ error }) => error),
      spreads: each(({ spread }) => spread),
    },
    rises: each(({ mean, error }) => mean + error),
    weights: Float16Array.from(situations, ({ weight }) => weight),
  };
  const alike = indexAlike(model, (row) => Float32Array.from(columns(situations[row]!.level)));
  return (level: number, mean: number, spread: number, count: number) =>
    drawAlike(
      alike,
      model.tellings,
      Float64Array.from(columns(level)),
      { mean: new Float64Array(HORIZONS).fill(mean), sigma: new Float64Array(HORIZONS).fill(spread) },
      count,
    );
}

/** Two hundred low and quiet, two hundred high and rising, two hundred high and falling. */
const kinds = [
  { level: 0, mean: 0, spread: 0.01 },
  { level: 1, mean: 0.5, spread: 0.2 },
  { level: 1, mean: -0.5, spread: 0.1 },
];
const situations = kinds.flatMap((kind) =>
  Array.from({ length: 200 }, (_, index) => ({ ...kind, error: (index - 100) / 1000, weight: 1 })),
);

it.each(kinds.map((kind, index) => ({ ...kind, index })))(
  'of three kinds of moments those of the kind of now are drawn: $index',
  ({ index, level, mean, spread }) => {
    const drawn = pastOf(situations)(level, mean + 0.01, spread, 160);
    expect(drawn).toHaveLength(160);
    expect(drawn.every((telling) => Math.floor(telling / 200) === index)).toBe(true);
  },
);

it('one that stands for four is drawn four times as often as each other', () => {
  const heavy = situations.map((each, index) => ({ ...each, weight: index === 250 ? 4 : 1 }));
  const drawn = pastOf(heavy)(1, 0.5, 0.2, 103 * 3);
  expect(drawn.filter((telling) => telling === 250)).toHaveLength(12);
  expect(new Set(drawn).size).toBe(100);
});

it('what is a hair nearer draws its neighbour in height at most: from the least that came to the most each drawn moves by two places or less', () => {
  const some = fc.record({
    level: fc.double({ min: 0, max: 1, noNaN: true }),
    mean: fc.double({ min: -0.2, max: 1, noNaN: true }),
    spread: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
    error: fc.integer({ min: -300, max: 300 }).map((error) => Math.f16round(error / 1000)),
    weight: fc.constantFrom(1, 0.2, 6),
  });
  fc.assert(
    fc.property(fc.array(some, { minLength: 150, maxLength: 300 }), some, (past, now) => {
      const draw = pastOf(past);
      const errors = (by: number) =>
        draw(now.level + by, now.mean, now.spread, 160).map((telling) => past[telling]!.error);
      const [before, after] = [errors(0), errors(1e-7)];
      expect(before).toEqual(before.toSorted((a, b) => a - b));
      for (let place = 2; place < before.length - 2; place++) {
        expect(after[place]!).toBeGreaterThanOrEqual(before[place - 2]!);
        expect(after[place]!).toBeLessThanOrEqual(before[place + 2]!);
      }
    }),
    { numRuns: 60 },
  );
});
