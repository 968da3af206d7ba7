import { quantile } from '../../lib/median.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { movesOn } from './moves-on.ts';
import type { Series } from './series.ts';

/** How long the water takes from one gauge to another below it. */
export interface TravelTime {
  /** `null` where it could not be learned. */
  hours: number | null;
  /** The fastest and the slowest of the single rises behind it: a small flood may travel slower than a great one. */
  fastestH: number | null;
  slowestH: number | null;
  /** Of what moves here, how well it follows what moved above so long before: 0 to 1. */
  correlation: number | null;
  /** Separate rises at the lower gauge, and how many of them came after about that time. */
  rises: number;
  agreeing: number;
  /** Why it is not known: nothing rose in the record, what rises here does not follow what rose above, or each rise says another time. */
  unknown: 'too-quiet' | 'too-weak' | 'differing' | null;
}

/** A stretch of river between two neighbouring gauges. */
export interface Reach extends TravelTime {
  from: string;
  to: string;
}

const LONGEST_H = 12;
const LEAST_STEP_MIN = 10;
/** A gauge's moves are told over an hour: over less its own noise speaks. */
const MOVE_H = 1;
/** Of all moments those that move most: calm water follows nothing. */
const ACTIVE_SHARE = 0.1;
/** Active moments further apart are of two rises; a rise is one of this share of the bankfull rise or more. */
const APART_H = 12;
const LEAST_RISE = 0.1;
/** Half of the moves here, in squares, must follow from those above. */
const LEAST_CORRELATION = Math.SQRT1_2;
/** A rise agrees when its own lag is as near as this, or as a third of it; those that do must make up half of all that rose. */
const NEAR_H = 1;

/**
 * The lag, up to 12 h, at which the moves of a gauge follow those of one above it best. Levels in shares of each gauge's bankfull
 * rise; only what is in the two series is looked at. `intervalMin`: the longer of the two at which they report.
 * @example a flood at the upper gauge, seen 3 h later at the lower one → hours 3, correlation about 1, rises 1, agreeing 1
 */
export function travelTime(upper: Series, lower: Series, intervalMin: number): TravelTime {
  const stepH = (Math.max(LEAST_STEP_MIN, intervalMin) * MINUTE_MS) / HOUR_MS;
  const start = Math.max(upper.times[0] ?? 0, lower.times[0] ?? 0);
  const end = Math.min(upper.times.at(-1) ?? 0, lower.times.at(-1) ?? 0);
  const grid = {
    start,
    stepMs: stepH * HOUR_MS,
    count: Math.max(0, Math.floor((end - start) / (stepH * HOUR_MS)) + 1),
  };
  const span = Math.max(1, Math.round(MOVE_H / stepH));
  const [above, here] = [movesOn(grid, upper, span), movesOn(grid, lower, span)];
  const lags = Math.floor(LONGEST_H / stepH);
  const climb = (moments: readonly number[]) => climbOf(moments, here.levels);
  const rises = runsOf(mostActive(here.moves, lags), APART_H / stepH).filter((run) => climb(run) >= LEAST_RISE);
  const nothing = { hours: null, fastestH: null, slowestH: null, correlation: null, rises: rises.length, agreeing: 0 };
  if (rises.length === 0) return { ...nothing, unknown: 'too-quiet' };
  const best = bestLag(rises.flat(), above.moves, here.moves, lags);
  if (best.correlation < LEAST_CORRELATION) return { ...nothing, unknown: 'too-weak' };
  const hours = best.lag * stepH;
  const single = rises.map((rise) => ({
    hours: bestLag(rise, above.moves, here.moves, lags).lag * stepH,
    climb: climb(rise),
  }));
  const agreeing = single.filter((each) => Math.abs(each.hours - hours) <= Math.max(NEAR_H, hours / 3));
  if (2 * climbed(agreeing) < climbed(single)) return { ...nothing, agreeing: agreeing.length, unknown: 'differing' };
  return {
    hours,
    fastestH: Math.min(hours, ...agreeing.map((each) => each.hours)),
    slowestH: Math.max(hours, ...agreeing.map((each) => each.hours)),
    correlation: Math.min(1, best.correlation),
    rises: rises.length,
    agreeing: agreeing.length,
    unknown: null,
  };
}

/** In order; each with room for the longest lag before it. */
function mostActive(moves: Float64Array, lags: number): number[] {
  const known = [...moves.keys()].filter((index) => index >= lags && !Number.isNaN(moves[index]!));
  if (known.length === 0) return [];
  const sizes = Float64Array.from(known, (index) => Math.abs(moves[index]!));
  const least = Math.max(Number.MIN_VALUE, quantile(sizes, 1 - ACTIVE_SHARE));
  return known.filter((index) => Math.abs(moves[index]!) >= least);
}

/** Active moments that are near one another. */
function runsOf(active: readonly number[], apart: number): number[][] {
  const runs: number[][] = [];
  for (const index of active) {
    const run = runs.at(-1);
    if (run && index - run.at(-1)! <= apart) run.push(index);
    else runs.push([index]);
  }
  return runs;
}

/** How far the level rose above where the run began. */
function climbOf(moments: readonly number[], levels: Float64Array): number {
  const highest = moments.reduce((most, index) => Math.max(most, levels[index]!), Number.NEGATIVE_INFINITY);
  return highest - levels[moments[0]!]!;
}

function climbed(rises: readonly { climb: number }[]): number {
  return rises.reduce((sum, { climb }) => sum + climb, 0);
}

function bestLag(moments: readonly number[], above: Float64Array, here: Float64Array, lags: number) {
  let best = { lag: 0, correlation: Number.NEGATIVE_INFINITY };
  for (let lag = 0; lag <= lags; lag++) {
    const correlation = correlate(moments, above, here, lag);
    // Of equal lags the shorter: a warning must not rest on time that may not be there.
    if (correlation > best.correlation) best = { lag, correlation };
  }
  return best;
}

/** Pearson's, over the moments at which both are known. */
function correlate(moments: readonly number[], above: Float64Array, here: Float64Array, lag: number): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (const index of moments) {
    const [x, y] = [above[index - lag]!, here[index]!];
    if (Number.isNaN(x)) continue;
    n += 1;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spread = Math.sqrt((n * aa - a * a) * (n * bb - b * b));
  return spread > 0 ? (n * ab - a * b) / spread : 0;
}
