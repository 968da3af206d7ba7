import { quantile } from '../../lib/median.ts';
import { DAY_MS, HOUR_MS } from '../../lib/units.ts';
import { type Series, sliceOf } from './series.ts';

/** A gauge trembles by its sensor and by the waves below it. Where that is much, what it read last is not where the water stands. */

/** A gauge that trembles by less than this share of its bankfull rise is taken by its word. (Of 47 recorded gauges none does by more than .011.) */
const LEAST_NOISE = 0.015;
/** As it trembled of late: sensors are exchanged. */
const OF_LATE_MS = 30 * DAY_MS;
const LEAST_VALUES = 100;
/** Water seen so rarely rises and falls between two values, and that is no noise. */
const LONGEST_INTERVAL_MS = HOUR_MS / 4;
/** Floods and spikes are among the largest tenths. */
const CALM = 0.8;
/** What the root mean square of the smallest eight tenths of normal noise is of its standard deviation. */
const CALM_RMS = 0.6616;
/** Noise is as rough between values two apart as between neighbours; a tide, or a power station that comes and goes, is rougher. */
const MOST_ROUGHER = 1.4;

/** Values as far apart as this, in deviations of the noise, may be of water that stands still. */
const MOST_APART = 2.5;
const LOOKED_BACK_MS = HOUR_MS;
/** A gauge that reports each second is known well enough by its last minute. */
const MOST_VALUES = 60;

/**
 * The standard deviation of a gauge's noise, from how far each value lies off the middle of its two neighbours (Gasser, Sroka and
 * Jennen-Steinmetz 1986, their pseudo-residuals), in the units of its values; 0 where that is too little to count or too few were seen.
 * `scale`: its bankfull rise in the same units.
 */
export function measuredNoise(series: Series, until: number, intervalMs: number, scale: number): number {
  if (intervalMs > LONGEST_INTERVAL_MS) return 0;
  const lately = sliceOf(series, until - OF_LATE_MS, until);
  const noise = roughness(lately, intervalMs, 1);
  if (noise === null || noise < LEAST_NOISE * scale) return 0;
  const apart = roughness(lately, intervalMs, 2);
  return apart === null || apart > MOST_ROUGHER * noise ? 0 : noise;
}

/** How far values lie off the middle of the two so many intervals before and after them, as a standard deviation; `null` of too few. */
function roughness({ times, values }: Series, intervalMs: number, apart: number): number | null {
  const squares: number[] = [];
  const mostMs = (2 * apart + 0.5) * intervalMs;
  for (let index = apart; index < values.length - apart; index++) {
    if (times[index + apart]! - times[index - apart]! > mostMs) continue;
    squares.push((values[index]! - (values[index - apart]! + values[index + apart]!) / 2) ** 2 / 1.5);
  }
  if (squares.length < LEAST_VALUES) return null;
  const most = quantile(squares, CALM);
  const calm = squares.filter((each) => each <= most);
  return Math.sqrt(calm.reduce((sum, each) => sum + each, 0) / calm.length) / CALM_RMS;
}

/**
 * Where the water stood when each value was read: the mean of those of the hour up to it (the last sixty) that lie as near to it as noise goes
 * (the sigma filter, Lee 1983). What is told is never further than that from what was read, so that a steep rise is told lower by a part of the
 * noise, and no later than that takes. Looks only backwards.
 * @example steadied(1, 1.04, 0.98, 1.6 at 10 min, noise 0.03).values // [1, 1.02, 1.0067, 1.6]
 */
export function steadied(series: Series, noise: number): Series {
  if (noise === 0) return series;
  const { times, values } = series;
  const near = MOST_APART * noise;
  const steady = new Float64Array(values.length);
  let from = 0;
  for (let newest = 0; newest < values.length; newest++) {
    while (times[from]! <= times[newest]! - LOOKED_BACK_MS || newest - from >= MOST_VALUES) from++;
    let [sum, count] = [0, 0];
    for (let index = from; index <= newest; index++) {
      if (Math.abs(values[index]! - values[newest]!) > near) continue;
      sum += values[index]!;
      count += 1;
    }
    steady[newest] = sum / count;
  }
  return { times, values: steady };
}
