import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { runningMaxima } from '../ensemble/running-maxima.ts';
import { weightedQuantiles } from '../ensemble/weighted-quantiles.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import { type Situation, situationAt } from '../observed/features.ts';
import type { Gauge } from '../observed/gauge.ts';
import { HORIZONS_H, stepAt } from '../observed/horizons.ts';
import type { RiverTree } from '../observed/river-tree.ts';
import { countUntil, rangeOf, sliceOf } from '../observed/series.ts';
import { pathsOf } from './steps.ts';
import { pooledVoice, tellEach } from './voices.ts';

/** Windows that ended within so many hours are looked at. */
const RECENT_H = 3;
/** The lead times by which a forecast is held against what came. */
const LEADS_H = [1, 2, 3, 6] as const;
const STEPS = LEADS_H.map(stepAt);
const OLDEST_H = RECENT_H + LEADS_H.at(-1)!;
const PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95];
const LOG_ODDS = PROBABILITIES.map((each) => Math.log(each / (1 - each)));
/** The place of what came outside of all that was expected, in log-odds. */
const MOST = 3.5;
/** In shares of a bankfull rise: where the upper half of what was expected is narrower, how it came tells next to nothing. */
const LEAST_SPREAD = 0.3;
/** In the same shares: a gauge that moved less stands in calm water, or is stuck. */
const LEAST_MOVE = 0.02;
/** So many of its intervals at most is a gauge unseen at the end of a window. */
const MOST_UNSEEN = 1.5;
/** The mean is taken as if so many windows of an hour more had come as expected. */
const DOUBT = 5;

/** What all rivers together say of a situation: quantiles of the highest rise within each lead time. `null` where they say nothing. */
interface PastForecast {
  values: Float64Array;
  highest: readonly (readonly number[])[] | null;
}

/** Forecasts of one gauge by their hour: good as long as what is known of that hour is the same, and made anew after a late batch. */
export type PastForecasts = Map<Instant, PastForecast>;

/**
 * By how much what other rivers tell lies too low (above 0) or too high at this gauge in these hours, in log-odds: the mean of where
 * what came stood among what was expected (the probability integral transform; Dawid 1984), of forecasts at whole hours, the shorter
 * the lead time the more (decision 021). 0 while nothing moves.
 * @example three windows of one hour, each higher than 19 of 20 paths: 3 × 3.5 / (3 + 5) = 1.3, so that what had a chance of .21 has .5
 */
export function updatingShift(
  fit: NetworkFit,
  own: Gauge,
  tree: RiverTree,
  gauges: ReadonlyMap<string, Gauge>,
  issuedAt: Instant,
  past: PastForecasts,
): number {
  const oldest = issuedAt - OLDEST_H * HOUR_MS;
  for (const hour of past.keys()) if (hour <= oldest) past.delete(hour);
  let [sum, weight] = [0, DOUBT];
  for (let hour = Math.floor(issuedAt / HOUR_MS - LEADS_H[0]) * HOUR_MS; hour > oldest; hour -= HOUR_MS) {
    const leads = [...LEADS_H.entries()].filter(([, leadTimeH]) => {
      const end = hour + leadTimeH * HOUR_MS;
      return end <= issuedAt && end > issuedAt - RECENT_H * HOUR_MS && hasMoved(own, hour, end);
    });
    const situation = leads.length === 0 ? null : situationAt(own, tree, gauges, hour);
    const all = situation && highestOf(fit, own.id, situation, past, hour);
    if (!situation || !all) continue;
    const { origin } = situation;
    const level = own.own.values[countUntil(own.own, origin) - 1]!;
    for (const [index, leadTimeH] of leads) {
      const highest = all[index]!;
      const came = highestWithin(own, origin, origin + leadTimeH * HOUR_MS);
      if (came === null || highest.at(-1)! - highest[2]! < LEAST_SPREAD) continue;
      sum += placeOf(came - level, highest) / leadTimeH;
      weight += 1 / leadTimeH;
    }
  }
  const shift = sum / weight;
  return shift < 0 && !isRising(own, issuedAt) ? 0 : shift;
}

/** The next crest may be on its way to water that falls or stands: that less came than expected says nothing of it. */
function isRising({ own }: Gauge, now: Instant): boolean {
  const hour = sliceOf(own, now - HOUR_MS, now).values;
  const before = own.values[countUntil(own, now - HOUR_MS) - 1];
  return before !== undefined && hour.length > 0 && hour.at(-1)! - before >= LEAST_MOVE;
}

function highestOf(fit: NetworkFit, station: string, situation: Situation, past: PastForecasts, hour: Instant) {
  const { values } = situation;
  const known = past.get(hour);
  if (known !== undefined && isSame(known.values, values)) return known.highest;
  const voices = pooledVoice(fit.pooled, situation);
  const paths = pathsOf(tellEach(voices, station, 0).rises);
  const even = paths.map(() => 1 / paths.length);
  const maxima = runningMaxima({ paths, leadTimesH: HORIZONS_H });
  const highest =
    voices.length === 0 ? null : STEPS.map((step) => weightedQuantiles(maxima[step]!, even, PROBABILITIES));
  past.set(hour, { values, highest });
  return highest;
}

function isSame(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, column) => value === other[column]);
}

function hasMoved({ own }: Gauge, from: Instant, to: Instant): boolean {
  return rangeOf(own.values.subarray(Math.max(0, countUntil(own, from) - 1), countUntil(own, to))) >= LEAST_MOVE;
}

/** `null` where the gauge was not seen to the end, as one whose readings are still under way: what is left out is where it stood highest. */
function highestWithin({ own, intervalMin }: Gauge, from: Instant, to: Instant): number | null {
  const [first, end] = [countUntil(own, from), countUntil(own, to)];
  if (end === first || to - own.times[end - 1]! > MOST_UNSEEN * intervalMin * MINUTE_MS) return null;
  // One after the other: of a gauge that reports many times a second some hours are more than a function takes arguments.
  return own.values.subarray(first, end).reduce((highest, each) => Math.max(highest, each));
}

/** Where a value stands among the quantiles, in log-odds. */
function placeOf(value: number, quantiles: readonly number[]): number {
  const next = quantiles.findIndex((each) => each >= value);
  if (next === -1) return MOST;
  if (next === 0) return quantiles[0] === value ? LOG_ODDS[0]! : -MOST;
  const [low, high] = [quantiles[next - 1]!, quantiles[next]!];
  return LOG_ODDS[next - 1]! + ((value - low) / (high - low)) * (LOG_ODDS[next]! - LOG_ODDS[next - 1]!);
}
