import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evidence, sourcesOf, weighKinds } from '../../../src/forecast/model/relevance.ts';
import { evenly } from '../../support/evenly.ts';

/** So many things that came, all told half by one kind and half by another, the first being nearer by so much. */
const evidence = (count: number, nearer: number): Evidence[] =>
  Array.from({ length: count }, () => ({ shares: [0.5, 0.5], densities: [nearer, 1] }));

describe('what each kind of telling is worth', () => {
  it('is more for the one that told better, and the more so the longer it did', () => {
    const ratio = (days: number): number => {
      const [better, worse] = weighKinds(evidence(days, 2), days);
      return better! / worse!;
    };
    expect(ratio(1)).toBeGreaterThan(1);
    expect(ratio(10)).toBeGreaterThan(2 * ratio(1));
    expect(ratio(100)).toBeGreaterThan(2 * ratio(10));
  });

  it('does not hang on how often a day was looked at', () => {
    const [once, often] = [weighKinds(evidence(10, 2), 10), weighKinds(evidence(480, 2), 10)];
    for (const [kind, factor] of once.entries()) expect(often[kind]).toBeCloseTo(factor, 9);
  });

  it('is its weight where all told alike, or nothing came; always finite and above zero', () => {
    expect(weighKinds(evidence(50, 1), 50)).toEqual([1, 1]);
    expect(weighKinds([], 0)).toEqual([]);
    const one = fc.tuple(evenly(0, 1), evenly(1e-6, 1));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 400 }), (all, days) => {
        const told = all.map(([share, near]) => ({
          shares: [share, 1 - share],
          densities: [share * near, 1 - share + 1e-9],
        }));
        for (const factor of weighKinds(told, days)) {
          expect(factor).toBeGreaterThan(0);
          expect(factor).toBeLessThan(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it('is told apart by own gauge, own network, and the pace at which other rivers are told', () => {
    const gauge = (station: string | null) => ({ station, name: '', river: '' });
    const origins = {
      gauges: [gauge('town'), gauge('up'), gauge(null), gauge(null)],
      gaugeOf: Uint16Array.of(0, 1, 2, 3),
      paces: [0.5, 1],
      paceOf: Uint8Array.of(1, 1, 0, 1),
      minutes: new Int32Array(4),
    };
    expect([0, 1, 2, 3].map((row) => sourcesOf(origins, 'town')(row))).toEqual([0, 1, 2, 3]);
    expect([0, 1, 2, 3].map((row) => sourcesOf(origins, 'up')(row))).toEqual([1, 0, 2, 3]);
  });
});
