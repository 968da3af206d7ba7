import { quantile } from '../../src/forecast/median.ts';
import { lookBack, type Series } from '../../src/forecast/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';

const STEP_MS = 10 * MINUTE_MS;
const LONGEST_STEPS = 72;
/** Rises over an hour: shorter ones drown in the millimetres that a gauge reports. */
const RISE_STEPS = 6;
const ACTIVE_SHARE = 0.1;
const FEWEST = 50;

export interface LearnedLag {
  lagH: number;
  correlation: number;
}

/**
 * By how many hours the rises at a gauge follow those at another: the lag within 0 to 12 h at which their hourly rises agree
 * best, in the tenth of the record in which the lower gauge moved most. `null` where too little was seen.
 */
export function learnedLag(
  upper: Series,
  lower: Series,
  { from, to }: { from: Instant; to: Instant },
): LearnedLag | null {
  const first = Math.ceil(Math.max(from, upper.times[0] ?? Infinity, lower.times[0] ?? Infinity) / STEP_MS) * STEP_MS;
  const end = Math.min(to, upper.times.at(-1) ?? -Infinity, lower.times.at(-1) ?? -Infinity);
  const count = Math.max(0, Math.floor((end - first) / STEP_MS));
  const risesOf = (series: Series): Float64Array => {
    const levels = Float64Array.from(
      { length: count },
      (_, i) => lookBack(series, first + i * STEP_MS, [0], HOUR_MS)[0]!,
    );
    return levels.map((level, index) => level - (levels[index - RISE_STEPS] ?? Number.NaN));
  };
  const [above, here] = [risesOf(upper), risesOf(lower)];
  const sizes = here.map(Math.abs).filter((size) => !Number.isNaN(size));
  const least = quantile(sizes, 1 - ACTIVE_SHARE);
  const active = [...here.keys()].filter(
    (index) => index >= LONGEST_STEPS && Math.abs(here[index]!) >= least && here[index] !== 0,
  );
  let best: LearnedLag | null = null;
  for (let lag = 0; lag <= LONGEST_STEPS; lag++) {
    const pairs = active.map((index) => [above[index - lag]!, here[index]!] as const).filter(([a]) => !Number.isNaN(a));
    const agreement = pairs.length < FEWEST ? Number.NaN : correlation(pairs);
    if (agreement > (best?.correlation ?? 0)) best = { lagH: (lag * STEP_MS) / HOUR_MS, correlation: agreement };
  }
  return best;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [meanA, meanB] = [mean(0), mean(1)];
  let [product, squareA, squareB] = [0, 0, 0];
  for (const [a, b] of pairs) {
    product += (a - meanA) * (b - meanB);
    squareA += (a - meanA) ** 2;
    squareB += (b - meanB) ** 2;
  }
  return product / Math.sqrt(squareA * squareB);
}
