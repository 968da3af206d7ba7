import { seededRandom } from '../model/seeded-random.ts';

/** Numbers by chance, the same for the same seed. */
export interface Draws {
  /** In [0, 1). */
  uniform(): number;
  /** Mean 0, standard deviation 1 (Box and Muller 1958). */
  normal(): number;
  /** Half of them lie below the median; `sigma` is the standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number;
  exponential(mean: number): number;
}

export function drawsFrom(seed: number): Draws {
  const uniform = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
  };
}
