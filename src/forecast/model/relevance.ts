import type { Origins } from './similar-events.ts';

/** By gauge: how many times its weight a past situation counts, by where it comes from and how it is dressed (`kindOf`). */
export type Relevance = ReadonlyMap<string, readonly number[]>;

/** Days of evidence that stand against what was seen: a few must not be trusted. */
const DOUBT_DAYS = 2.5;
const ROUNDS = 60;

/** Where a past situation comes from as seen from one gauge: 0 itself, 1 another of its network, 2 and on other rivers, by how fast they are told. */
export function sourcesOf({ gauges, gaugeOf, paceOf }: Origins, station: string | null): (place: number) => number {
  const sources = gauges.map((gauge, index) => {
    if (gauge.station === null) return 2 + paceOf[index]!;
    return gauge.station === station ? 0 : 1;
  });
  return (place) => sources[gaugeOf[place]!]!;
}

/** Dressed in one of so many ways, as seen from one gauge: each source in each way is a kind of its own. */
export function kindOf(source: number, dressing: number, dressings: number): number {
  return source * dressings + dressing;
}

/** How many kinds there are. */
export function kindsOf({ paces }: Origins, dressings: number): number {
  return (2 + paces.length) * dressings;
}

/** One thing that came, as it was told out of bag. */
export interface Evidence {
  /** By kind: the weight it had among the developments told, summing to 1, and the density that it gave to what came. */
  shares: readonly number[];
  densities: readonly number[];
}

/**
 * How many times its weight each kind should have counted, so that the densities given to what came are the greatest together
 * (log-score stacking, Yao et al. 2018, here of weights within one forest, by fixed-point rounds). Near 1 where evidence is of few
 * days, since that of one flood is all of one kind.
 * @example always half and half, and the first gave twice the density of the second: weighKinds([{ shares: [0.5, 0.5], densities: [2, 1] }], 1000) // the first counts far more
 */
export function weighKinds(evidence: readonly Evidence[], days: number): number[] {
  const kinds = evidence[0]?.shares.length ?? 0;
  const worth = days / evidence.length;
  let factors: number[] = Array.from({ length: kinds }, () => 1);
  for (let round = 0; round < ROUNDS; round++) {
    const earned = new Float64Array(kinds).fill(DOUBT_DAYS);
    const had = new Float64Array(kinds).fill(DOUBT_DAYS);
    for (const { shares, densities } of evidence) {
      let [total, density] = [0, 0];
      for (let kind = 0; kind < kinds; kind++) {
        total += factors[kind]! * shares[kind]!;
        density += factors[kind]! * densities[kind]!;
      }
      for (let kind = 0; kind < kinds; kind++) {
        earned[kind]! += (worth * factors[kind]! * densities[kind]!) / density;
        had[kind]! += (worth * factors[kind]! * shares[kind]!) / total;
      }
    }
    factors = factors.map((factor, kind) => (factor * earned[kind]!) / had[kind]!);
  }
  return factors;
}
