import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thinSituations } from '../../../src/forecast/learn/thin-situations.ts';

const situations = fc.array(fc.record({ wild: fc.nat(20), weight: fc.constantFrom(1, 6) }), { maxLength: 200 });
const wildness = ({ wild }: { wild: number }): number => wild;

describe('the situations of a long record', () => {
  test('are those that are wild, and one in so many of the others', () => {
    const seen = [1, 5, 2, 1].map((wild) => ({ wild, weight: 1 }));
    expect(thinSituations(seen, wildness, 2)).toEqual([
      { wild: 1, weight: 3 },
      { wild: 5, weight: 1 },
    ]);
  });

  test('all stay in a short one', () => {
    fc.assert(
      fc.property(situations, (seen) => {
        expect(thinSituations(seen, wildness, 200)).toBe(seen);
      }),
    );
  });

  test('none of the wildest is lost, they are about as many as there is room for, and in their order', () => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 4, max: 60 }), (all, enough) => {
        const seen = all.map((each, order) => ({ ...each, order }));
        const kept = thinSituations(seen, wildness, enough);
        expect(kept.length).toBeLessThanOrEqual(Math.max(enough + 1, Math.min(enough, seen.length)));
        const whole = new Set(
          kept.filter(({ order, weight }) => weight === seen[order]!.weight).map(({ wild }) => wild),
        );
        const lost = seen.filter(({ order }) => !kept.some((each) => each.order === order)).map(({ wild }) => wild);
        if (lost.length > 0 && whole.size > 0) expect(Math.min(...whole)).toBeGreaterThanOrEqual(Math.max(...lost));
        expect(kept.map(({ order }) => order)).toEqual(kept.map(({ order }) => order).toSorted((a, b) => a - b));
      }),
    );
  });

  test('together count as much as before, to less than one thinned situation', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 200 }), fc.integer({ min: 4, max: 60 }), (heights, enough) => {
        const seen = heights.map((wild) => ({ wild, weight: 1 }));
        const kept = thinSituations(seen, wildness, enough);
        const total = kept.reduce((sum, { weight }) => sum + weight, 0);
        expect(total).toBeGreaterThanOrEqual(seen.length);
        expect(total - seen.length).toBeLessThan(Math.max(...kept.map(({ weight }) => weight), 1));
      }),
    );
  });

  test('of one gauge may be 28,000', () => {
    const seen = Array.from({ length: 28_001 }, (_, wild) => ({ wild, weight: 1 }));
    expect(thinSituations(seen.slice(1), wildness)).toHaveLength(28_000);
    // The wilder 14,000 of 28,001, and every second of the rest.
    expect(thinSituations(seen, wildness)).toHaveLength(14_000 + 7_001);
  });
});
