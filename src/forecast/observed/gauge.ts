import type { Instant } from '../../lib/clock.ts';
import { median, quantile } from '../../lib/median.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { inSightMs, type Quantity, type Station } from '../../territory/station.ts';
import { type DatumSteps, type UsualLevel, withoutDatumSteps } from './datum-steps.ts';
import { measuredNoise, steadied } from './noise.ts';
import { alwaysUsual, type NormalLevels, normalLevels } from './normal-levels.ts';
import { screenJumps } from './screen-jumps.ts';
import { countUntil, HOLD_MS, type Series, sliceOf } from './series.ts';

/** What makes one gauge comparable with another. Levels inside are (value - zero) / scale. */
export interface GaugeScale {
  /** Its usual value before the fit, in stage-like units. */
  zero: number;
  /** The rise from usual to bankfull. */
  scale: number;
  /** The standard deviation of its noise, in shares of that; 0 where it tells nothing. */
  noise: number;
}

/** A gauge as the forecast sees it: in shares of its bankfull rise. */
export interface Gauge extends GaugeScale {
  id: string;
  quantity: Quantity;
  intervalMin: number;
  /** How old its newest value may be for the gauges below it: a service that passes readings on late is not silent. */
  holdMs: number;
  /** Free of lone spikes: what was read, and is believed. */
  read: Series;
  /** Where the water stood by that: what a forecast for this gauge starts from. What was read, but of a gauge that trembles. */
  own: Series;
  /** The same with what was held back when it came and confirmed by the next value: what really came, to learn from. */
  hindsight: Series;
  /** Free of steps of its zero too: what is told to the gauges below. */
  series: Series;
  doubtful: DatumSteps['doubtful'];
  perhapsWater: DatumSteps['perhapsWater'];
  normals: NormalLevels;
}

/** A level rises with about this power of the discharge (Manning, wide channel), so that floods do not dwarf all else. */
const DISCHARGE_POWER = 0.6;
/** Where no flood was seen yet, bankfull is taken as so many times the usual discharge. */
const BANKFULL_DISCHARGE = 30;
/** And that as the discharge that one value in two hundred is above, once that is more. */
const HIGH_DISCHARGE = 0.995;
/** A gauge that is dry for most of the time has a usual discharge too. */
const LEAST_DISCHARGE = 0.01;
/** No bankfull rise (m) is taken for smaller: a gauge's last digit would be a flood. */
const LEAST_RISE_M = 0.2;
/** Rain is told in units of so many millimetres. */
export const RAIN_UNIT_MM = 10;
/** A jump of more than both waits for the next value. */
const JUMP = { share: 0.6, leastM: 0.5 };

function toStageLike(quantity: Quantity, value: number): number {
  return quantity === 'discharge' ? Math.max(0, value) ** DISCHARGE_POWER : value;
}

/** The scale of a gauge from what it showed up to a moment, and from what its operator roughly knows. Never from a mark. */
export function scaleOf(station: Station, series: Series, until: Instant): GaugeScale {
  if (station.quantity === 'rain') return { zero: 0, scale: RAIN_UNIT_MM, noise: 0 };
  const { values } = sliceOf(series, Number.NEGATIVE_INFINITY, until);
  const sample = values.length > 0 ? values : series.values.subarray(0, 1);
  const usual = sample.length > 0 ? median(sample) : 0;
  if (station.quantity === 'stage') {
    const scale = Math.max(LEAST_RISE_M, station.bankfullRiseM);
    return { zero: usual, scale, noise: noiseShare(station, series, until, scale) };
  }
  const bankfull = Math.max(quantile(sample, HIGH_DISCHARGE), BANKFULL_DISCHARGE * Math.max(usual, LEAST_DISCHARGE));
  const zero = toStageLike('discharge', usual);
  return { zero, scale: toStageLike('discharge', bankfull) - zero, noise: 0 };
}

/** The standard deviation of a gauge's noise as it was of late, in shares of its bankfull rise `scale`. */
export function noiseShare({ quantity, intervalMin }: Station, series: Series, until: Instant, scale: number): number {
  return quantity === 'stage' ? measuredNoise(series, until, intervalMin * MINUTE_MS, scale) / scale : 0;
}

/** By how much a gauge reads higher by then than in the zero in which its series is told; 0 before its first reading. */
export function zeroShift({ own, series }: Pick<Gauge, 'own' | 'series'>, at: Instant): number {
  const newest = countUntil(own, at) - 1;
  return newest < 0 ? 0 : own.values[newest]! - series.values[newest]!;
}

/** How old the newest value of a gauge may be for the gauges below it. */
export function holdMsOf(station: Station): number {
  return Math.max(HOLD_MS, inSightMs(station));
}

/** What more is known of a gauge than its values. */
interface AlreadyKnown {
  /** Its usual level; else that is taken from the values themselves, day by day. */
  usual?: UsualLevel;
  /** Quality control has judged the values: what it let through in a steep rise must not wait for another reading. */
  isJudged?: boolean;
}

/** Levels are told in steps of a billionth, so that a gauge told in another zero gives the very same numbers: what stands at a bound must not hang on the last digit. */
const STEPS = 1e9;

function rounded(level: number): number {
  return Math.round(level * STEPS) / STEPS;
}

export function createGauge(
  station: Station,
  raw: Series,
  { zero, scale, noise }: GaugeScale,
  { usual, isJudged = false }: AlreadyKnown = {},
): Gauge {
  const { id, quantity, intervalMin } = station;
  const levels: Series = {
    times: raw.times,
    values: raw.values.map((value) => rounded((toStageLike(quantity, value) - zero) / scale)),
  };
  // A change of just so much is no jump.
  const jump = Math.max(quantity === 'stage' ? JUMP.leastM / scale : 0, JUMP.share) + 2 / STEPS;
  const isBelieved = isJudged || quantity === 'rain';
  const { accepted: read, hindsight } = isBelieved
    ? { accepted: levels, hindsight: levels }
    : screenJumps(levels, jump);
  const own = steadied(read, noise);
  // A flow has no zero to be set anew: a dam that opens is a step that stands still.
  const steps =
    quantity === 'stage'
      ? withoutDatumSteps(own, intervalMin, usual)
      : { series: own, doubtful: [], perhapsWater: [], takenOut: [] };
  const level = quantity === 'rain' ? 0 : usual?.level;
  return {
    id,
    quantity,
    intervalMin,
    holdMs: holdMsOf(station),
    zero,
    scale,
    noise,
    read,
    own,
    hindsight,
    ...steps,
    normals: level === undefined ? normalLevels(steps.series, steps.takenOut) : alwaysUsual(level),
  };
}
