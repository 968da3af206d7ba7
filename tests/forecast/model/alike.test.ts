import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawAlike, indexAlike } from '../../../src/forecast/model/alike.ts';
import { inSpreads, ofSpreads } from '../../../src/forecast/model/byte-floats.ts';
import { question } from '../../../src/forecast/model/question.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';

interface PastSituation {
  level: number;
  mean: number;
  spread: number;
  error: number;
  weight: number;
}

const WIDTH = columnsOf(0);
const columns = (level: number): number[] =>
  Array.from({ length: columnsOf(0) }, (_, column) => (column === 0 ? level : 0));

/** The same mean and spread at every step. */
function asked({ level, mean, spread }: Pick<PastSituation, 'level' | 'mean' | 'spread'>): Float32Array {
  const expected = { mean: new Float64Array(HORIZONS).fill(mean), sigma: new Float64Array(HORIZONS).fill(spread) };
  return question(columns(level), WIDTH, expected);
}

const heldSpread = (spread: number) => ofSpreads.values[ofSpreads.byteOf(spread)]!;

/** The same error at every step; as the model holds them. */
function pastOf(situations: readonly PastSituation[]) {
  const each = (of: (situation: PastSituation) => number) =>
    Uint8Array.from(situations.flatMap((situation) => Array.from({ length: HORIZONS }, () => of(situation))));
  const tellings = {
    spreads: each(({ spread }) => ofSpreads.byteOf(spread)),
    errors: each(({ error, spread }) => inSpreads.byteOf(error / heldSpread(spread))),
  };
  const questions = Float32Array.from(situations.flatMap((situation) => [...asked(situation)]));
  const alike = indexAlike(
    questions,
    WIDTH,
    Float16Array.from(situations, ({ weight }) => weight),
  );
  return (level: number, mean: number, spread: number, count: number) =>
    drawAlike(alike, tellings, asked({ level, mean, spread }), WIDTH, count);
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
  const some = fc
    .record({
      level: fc.double({ min: 0, max: 1, noNaN: true }),
      mean: fc.double({ min: -0.2, max: 1, noNaN: true }),
      spread: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      inSpreads: fc.constantFrom(...inSpreads.values.filter((value) => Math.abs(value) < 8)),
      weight: fc.constantFrom(1, 0.2, 6),
    })
    .map((each) => ({ ...each, error: each.inSpreads * heldSpread(each.spread) }));
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
