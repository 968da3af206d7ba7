import { normal, type Random } from '../random.ts';

/** A burst of rain over the whole basin. */
export interface Burst {
  /** Hours after the beginning. */
  startH: number;
  durationH: number;
  totalMm: number;
}

/**
 * Rain in each step (mm): every burst swells and fades (sin²) and is gusty, and still sums to its total.
 * A burst that lies wholly or partly outside the steps loses what falls there.
 */
export function rainSeries(bursts: readonly Burst[], steps: number, stepH: number, random: Random): number[] {
  const rain = Array.from({ length: steps }, () => 0);
  for (const burst of bursts) {
    const first = Math.round(burst.startH / stepH);
    const count = Math.max(1, Math.round(burst.durationH / stepH));
    const shape = Array.from({ length: count }, (_, i) => {
      const gust = Math.exp(0.5 * normal(random));
      return Math.sin((Math.PI * (i + 0.5)) / count) ** 2 * gust;
    });
    const sum = shape.reduce((a, b) => a + b, 0);
    shape.forEach((share, i) => {
      if (rain[first + i] !== undefined) rain[first + i]! += (burst.totalMm * share) / sum;
    });
  }
  return rain;
}
