import { quantile } from '../../lib/median.ts';
import { DAY_MS, HOUR_MS } from '../../lib/units.ts';
import { countUntil, type Series, sliceOf } from './series.ts';

/** A gauge trembles by its sensor and by the waves below it. Where that is much, what it read last is not where the water stands. */

/** A gauge that trembles by less than this share of its bankfull rise is taken by its word. (Of 46 recorded gauges none does by more than .01.) */
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
export function noiseOf(series: Series, until: number, intervalMs: number, scale: number): number {
  if (intervalMs > LONGEST_INTERVAL_MS) return 0;
  const { times, values } = sliceOf(series, until - OF_LATE_MS, until);
  const isNext = (index: number): boolean => times[index]! - times[index - 1]! <= 1.5 * intervalMs;
  const squares: number[] = [];
  for (let index = 1; index < values.length - 1; index++) {
    if (!isNext(index) || !isNext(index + 1)) continue;
    squares.push((values[index]! - (values[index - 1]! + values[index + 1]!) / 2) ** 2 / 1.5);
  }
  if (squares.length < LEAST_VALUES) return 0;
  const most = quantile(squares, CALM);
  const calm = squares.filter((each) => each <= most);
  const noise = Math.sqrt(calm.reduce((sum, each) => sum + each, 0) / calm.length) / CALM_RMS;
  return noise < LEAST_NOISE * scale ? 0 : noise;
}

/**
 * Where the water stood when each value was read: the mean of those of the hour up to it (the last sixty) that lie as near to it as noise goes (the
 * sigma filter, Lee 1983). What is told is never further than that from what was read, so that a steep rise is not told late. Looks only
 * backwards.
 * @example steadied(1, 1.04, 0.98, 1.6 at 10 min, noise 0.03).values // [1, 1.02, 1.0067, 1.6]
 */
export function steadied(series: Series, noise: number): Series {
  if (noise === 0) return series;
  const { times, values } = series;
  const near = MOST_APART * noise;
  return {
    times,
    values: values.map((value, index) => {
      const hourAgo = countUntil(series, times[index]! - LOOKED_BACK_MS);
      const around = values
        .subarray(Math.max(hourAgo, index + 1 - MOST_VALUES), index + 1)
        .filter((each) => Math.abs(each - value) <= near);
      return around.reduce((sum, each) => sum + each, 0) / around.length;
    }),
  };
}
