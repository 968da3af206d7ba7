import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { asSilent, columnsOf, MOST_LEVELS, RAIN_COLUMNS, type Situation, situationAt } from '../observed/features.ts';
import type { Gauge } from '../observed/gauge.ts';
import { FUTURE_MS, HORIZONS } from '../observed/horizons.ts';
import { isNoisy, risesAfter, type Truth } from '../observed/observed-truth.ts';
import { type RiverTree, reachesAbove } from '../observed/river-tree.ts';
import { BRIDGED_MS } from '../observed/series.ts';
import { thinSituations } from './thin-situations.ts';
import { restlessness, wildness } from './wildness.ts';

/** Past situations at one gauge with what came of them. Row after row in flat arrays. */
export interface TrainingRows {
  count: number;
  /** How many levels of the tree above the rows hold; a row where fewer were seen is left out of models that need more. */
  depth: number;
  /** `columnsOf(depth)` a row. */
  situations: Float32Array;
  /** `RAIN_COLUMNS` a row, NaN where no rain gauge was seen; `null` where the gauge has none. */
  rain: Float32Array | null;
  /** `HORIZONS` a row. */
  rises: Float32Array;
  weights: Float32Array;
  depths: Uint8Array;
  times: Float64Array;
}

/** What is looked at: so many levels of the tree above, and rain or not. */
export interface Inputs {
  depth: number;
  hasRain: boolean;
}

/** Something moves, stands high or is about to move, in shares of the bankfull rise. */
const ACTIVE = { change: 0.08, level: 0.35 };

/** Of quiet situations one in so many is kept, the second in a record of many years (measured: docs/forecast-tried.md, fourth round). */
export const QUIET_THINNING = { usual: 6, long: 24 };

/** A gauge that is silent itself is told by what was learned of so long a silence, of a longer one too (measured: docs/forecast-tried.md, thirty-fourth round). */
const SILENT_MS = 90 * MINUTE_MS;

export interface RowOptions {
  /** Rows whose whole future was observed by then. */
  until: Instant;
  /** Of quiet situations one in so many is kept, and counts for as many. */
  quietThinning: number;
  /** What each row counts. */
  weight: number;
}

/** What one gauge teaches. */
export interface Told {
  rows: TrainingRows;
  /** The same as it would have been seen had the gauge been silent. */
  silent: TrainingRows;
}

type Looked = Pick<Situation, 'origin' | 'values' | 'rain' | 'depth'>;

interface Seen extends Looked {
  rises: Float64Array;
  weight: number;
  at: Instant;
}

/** The situations of a gauge every half hour on the clock, hourly where it reports more rarely, each with what came of it. */
export function trainingRows(
  own: Gauge,
  truth: Truth,
  tree: RiverTree,
  gauges: ReadonlyMap<string, Gauge>,
  options: RowOptions,
): Told {
  const stepMs = truth.intervalMs > 30 * MINUTE_MS ? 60 * MINUTE_MS : 30 * MINUTE_MS;
  const [seen, silent] = [gathering(truth, options), gathering(truth, options)];
  const { times } = own.own;
  const start = Math.ceil((times[0] ?? Number.POSITIVE_INFINITY) / stepMs) * stepMs;
  const end = Math.min(options.until, times.at(-1) ?? Number.NEGATIVE_INFINITY) - FUTURE_MS;
  for (let at = start; at <= end; at += stepMs) {
    const situation = situationAt(own, tree, gauges, at, BRIDGED_MS.learned);
    if (situation === null) continue;
    seen.take(situation, situation.origin);
    const unseen = asSilent(situation, own, at, SILENT_MS, BRIDGED_MS.learned);
    // Of a silence what comes from now on is told, else what came since it was seen.
    if (unseen !== null) silent.take(unseen, at);
  }
  const depth = Math.min(MOST_LEVELS, reachesAbove(tree, own.id));
  const hasRain = tree.rain.length > 0;
  return { rows: toRows(seen.all, { depth, hasRain }), silent: toRows(silent.all, { depth, hasRain }) };
}

/** Takes situations one after the other, with what came from a moment on. */
function gathering(truth: Truth, { quietThinning, weight }: RowOptions) {
  const all: Seen[] = [];
  let quiet = 0;
  let before = Number.NEGATIVE_INFINITY;
  return {
    all,
    take({ origin, values, rain, depth }: Looked, from: Instant): void {
      // Each reading once: a gauge that reports more rarely would be asked again and again.
      if (origin === before) return;
      before = origin;
      const rises = risesAfter(truth, from, values[0]!);
      if (rises === null || isNoisy(truth, from)) return;
      const active = isActive(values, rises);
      if (!active && quiet++ % quietThinning !== 0) return;
      all.push({ origin, values, rain, depth, rises, weight: weight * (active ? 1 : quietThinning), at: from });
    },
  };
}

function toRows(seen: readonly Seen[], { depth, hasRain }: Inputs): TrainingRows {
  const kept = thinSituations(seen, wildness);
  const width = columnsOf(depth);
  const rows: TrainingRows = {
    count: kept.length,
    depth,
    situations: new Float32Array(kept.length * width),
    rain: hasRain ? new Float32Array(kept.length * RAIN_COLUMNS).fill(Number.NaN) : null,
    rises: new Float32Array(kept.length * HORIZONS),
    weights: Float32Array.from(kept, (each) => each.weight),
    depths: Uint8Array.from(kept, (each) => each.depth),
    times: Float64Array.from(kept, (each) => each.at),
  };
  for (const [row, each] of kept.entries()) {
    rows.situations.set(each.values, row * width);
    rows.rises.set(each.rises, row * HORIZONS);
    if (rows.rain !== null && each.rain !== null) rows.rain.set(each.rain, row * RAIN_COLUMNS);
  }
  return rows;
}

/** Whether a row saw all that is looked at. */
export function saw({ depths, rain }: TrainingRows, row: number, { depth, hasRain }: Inputs): boolean {
  return depths[row]! >= depth && (!hasRain || (rain !== null && !Number.isNaN(rain[row * RAIN_COLUMNS])));
}

function isActive(values: Float64Array, rises: Float64Array): boolean {
  return (
    values[0]! > ACTIVE.level || rises.some((rise) => rise > ACTIVE.change) || restlessness(values) > ACTIVE.change
  );
}
