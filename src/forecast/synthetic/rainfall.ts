import type { Draws } from './draws.ts';

/** What falls, in millimetres a step. */
export interface Rainfall {
  /** On each sub-basin, the uppermost first. */
  basins: Float64Array[];
  /** Into the rain gauge, which stands in one of them, or is the mean of one in each. */
  gauge: Float64Array;
}

/** How long is told, and in which steps. */
export interface Span {
  days: number;
  stepH: number;
}

/** Medians and spreads (of logarithms) of storms of both kinds. */
const CONVECTIVE = { durationH: 1.5, depthMm: 10, pulses: 3, apart: 0.5 };
const FRONTAL = { durationH: 9, depthMm: 15, pulses: 7, apart: 0.2 };
const DURATION_SIGMA = 0.7;
const DEPTH_SIGMA = 0.9;
const LONGEST_H = 36;
/** By so much a storm comes earlier or later to a sub-basin. */
const SHIFT_H = 0.4;

/**
 * Storms that come by chance (a Poisson process of clusters of pulses; Rodriguez-Iturbe, Cox and Isham 1987): thunderstorms, short and uneven over
 * the basin, and fronts, long and even, in a climate of its own.
 */
export function rainfall(draws: Draws, { days, stepH }: Span, basins: number): Rainfall {
  const { uniform, normal, lognormal, exponential } = draws;
  const steps = Math.round((days * 24) / stepH);
  const fallen = Array.from({ length: basins }, () => new Float64Array(steps));
  const gauge = new Float64Array(steps);
  const wetness = lognormal(1, 0.35);
  const everyDays = lognormal(3.5, 0.4);
  const convectiveShare = 0.2 + 0.7 * uniform();
  const gauged = Math.floor(uniform() * (basins + 1));
  const inGauge = (basin: number): number => (gauged === basins ? 1 / basins : Number(basin === gauged));
  for (let day = 2; day < days - 1; day += 0.3 + exponential(everyDays)) {
    const kind = uniform() < convectiveShare ? CONVECTIVE : FRONTAL;
    const durationH = Math.min(LONGEST_H, lognormal(kind.durationH, DURATION_SIGMA));
    const depthMm = wetness * lognormal(kind.depthMm, DEPTH_SIGMA);
    const shape = hyetograph(draws, Math.max(2, Math.round(durationH / stepH)), kind.pulses);
    const start = Math.round((day * 24) / stepH);
    const caught = lognormal(1, 0.8 * kind.apart);
    for (const [basin, into] of fallen.entries()) {
      const factor = lognormal(1, kind.apart);
      const shift = Math.round((normal() * SHIFT_H) / stepH);
      for (const [step, share] of shape.entries()) {
        const at = start + step + shift;
        if (at < 0 || at >= steps) continue;
        const mm = depthMm * factor * share;
        into[at]! += mm;
        gauge[at]! += mm * inGauge(basin) * caught;
      }
    }
  }
  return { basins: fallen, gauge };
}

/** How a storm's depth is spread over its steps: pulses at random moments, uneven; sums to 1. */
function hyetograph({ uniform, lognormal, exponential }: Draws, steps: number, mostPulses: number): Float64Array {
  const shape = new Float64Array(steps);
  const pulses = 1 + Math.floor(uniform() * mostPulses);
  for (let pulse = 0; pulse < pulses; pulse++) {
    const [middle, width, size] = [uniform() * steps, Math.max(1, steps * (0.05 + 0.2 * uniform())), exponential(1)];
    for (let step = 0; step < steps; step++) shape[step]! += size * Math.exp(-0.5 * ((step - middle) / width) ** 2);
  }
  const uneven = shape.map((each) => each * lognormal(1, 0.5));
  const total = uneven.reduce((sum, each) => sum + each, 0);
  return uneven.map((each) => each / total);
}
