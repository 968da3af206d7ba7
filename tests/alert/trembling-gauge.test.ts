import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRaise } from '../../src/alert/alert.ts';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { policyOf } from '../support/decisions.ts';
import { calm, play, sure } from '../support/one-gauge.ts';

const NOISE_M = 0.02;
const tremble = (trembleM: number) => (trembleM === 0 ? {} : { trembleM });

describe('a gauge that is known to tremble', () => {
  test('is clear of its mark three times as far below it, and rises by more than that', () => {
    const loweredAt = (...stages: number[]) => {
      const river = play(policyOf({ minDwellMin: 0 }), 0.05);
      river.step(2.5, sure, { trembleM: 0.25 });
      return stages.flatMap((stageM) => river.step(stageM, [1, 0, 0], { trembleM: 0.25 }));
    };
    // Of a mark at 2 m.
    expect(loweredAt(1.375)).toEqual([]);
    expect(loweredAt(1.25)).toEqual(['lowered prepare']);
    expect(loweredAt(1.375, 1)).toEqual(['lowered prepare']);
    const rising = (toM: number) => {
      const river = play(policyOf({ minDwellMin: 0 }), 0.05);
      river.step(2.5, sure, { trembleM: 0.25 });
      river.step(0.75, sure, { trembleM: 0.25 });
      return river.step(toM, [1, 0, 0], { trembleM: 0.25 });
    };
    expect(rising(1)).toEqual(['lowered prepare']);
    expect(rising(1.125)).toEqual([]);
  });

  test('counts as trembling five times as much as its size lets expect at most: one that was exchanged is known to for weeks', () => {
    const loweredAt = (stageM: number) => {
      const river = play(policyOf({ minDwellMin: 0 }), NOISE_M);
      river.step(1.5, sure, { trembleM: 0.5 });
      return [...river.step(stageM, calm, { trembleM: 0.5 }), ...river.step(stageM, calm, { trembleM: 0.5 })];
    };
    // Three times .5 below the mark at 1 m no river stands.
    expect(loweredAt(0.72)).toEqual([]);
    expect(loweredAt(0.68)).not.toEqual([]);
  });

  test('by less than its size lets expect, or by nothing that counts, is judged as any other', () => {
    const steps = fc.array(fc.tuple(fc.double({ min: 0, max: 3.5, noNaN: true }), fc.constantFrom(calm, sure, null)), {
      minLength: 20,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, fc.double({ min: 0.001, max: NOISE_M, noNaN: true }), (all, trembleM) => {
        const [known, any] = [
          play(policyOf({ minDwellMin: 20 }), NOISE_M),
          play(policyOf({ minDwellMin: 20 }), NOISE_M),
        ];
        for (const [stageM, chances] of all)
          expect(known.step(stageM, chances, { trembleM })).toEqual(any.step(stageM, chances));
      }),
    );
  });

  test('however it trembles it is raised no later for it, and lowered only clear of the mark and in no rise that is more than its noise', () => {
    const hour = 6;
    const steps = fc.array(fc.tuple(fc.double({ min: 0, max: 3.5, noNaN: true }), fc.constantFrom(calm, calm, sure)), {
      minLength: 20,
      maxLength: 80,
    });
    fc.assert(
      fc.property(steps, fc.constantFrom(0.03, 0.06, 0.1), (all, trembleM) => {
        const policy = policyOf({ minDwellMin: 20 });
        const [known, any] = [play(policy, NOISE_M), play(policy, NOISE_M)];
        const level = (river: typeof known) => river.state.gauges['bridge']?.level ?? 'normal';
        const ranks = ['normal', 'prepare', 'act', 'danger'];
        all.forEach(([stageM, chances], index) => {
          const before = level(known);
          known.step(stageM, chances, { trembleM });
          any.step(stageM, chances);
          const left = ranks.indexOf(before);
          if (ranks.indexOf(level(known)) < left) {
            const lastHour = all.slice(Math.max(0, index - hour), index + 1).map(([each]) => each);
            expect(stageM - Math.min(...lastHour)).toBeLessThanOrEqual(trembleM);
            // The marks are at 1, 2 and 3 m.
            expect(stageM).toBeLessThanOrEqual(left - 3 * trembleM);
          }
          expect(ranks.indexOf(level(known))).toBeGreaterThanOrEqual(
            Math.min(ranks.indexOf(level(any)), Math.floor(stageM)),
          );
        });
      }),
    );
  });
});

describe('a flood of 3 m, after which the water stands 6 cm below the lowest mark for a day, as a gauge tells it that trembles by 6 cm', () => {
  const STEPS_H = 6;
  const STANDS_M = 0.94;
  const waterAt = (step: number) => {
    const x = step / STEPS_H / 3 - 1;
    const flood = x <= 0 ? 0.4 : 0.4 + 3 * x * Math.exp(1 - x);
    return step > 8 * STEPS_H ? Math.max(STANDS_M, flood) : flood;
  };
  /** By a forecast that knows the water. */
  const chancesAt = (step: number): [number, number, number] => {
    const highest = Math.max(...Array.from({ length: 6 * STEPS_H }, (_, ahead) => waterAt(step + ahead + 1)));
    return [highest >= 1 ? 1 : 0, highest >= 2 ? 1 : 0, highest >= 3 ? 1 : 0];
  };
  const playFlood = (seed: number, noiseM: number, trembleM: number) => {
    const random = seededRandom(seed);
    const river = play(policyOf(), NOISE_M);
    for (let step = 0; step < 36 * STEPS_H; step += 1) {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      river.step(waterAt(step) + noiseM * normal, chancesAt(step), tremble(trembleM));
    }
    return river.told;
  };
  const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
  const told = (trembleM: number) => seeds.map((seed) => playFlood(seed, 0.06, trembleM));

  test('it comes and goes at the mark half as often where that is known, and no later is it raised to the highest', () => {
    const [known, unknown] = [told(0.06), told(0)];
    const raises = (all: typeof known) => all.flat().filter(({ kind }) => isRaise(kind)).length;
    expect(raises(known)).toBeLessThan(raises(unknown) / 2);
    const toDanger = (all: typeof known) => all.map((events) => events.find(({ level }) => level === 'danger')?.at);
    expect(toDanger(known)).toEqual(toDanger(unknown));
  });
});
