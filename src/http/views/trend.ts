import { steadied } from '../../forecast/observed/noise.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { isAccepted, type Reading } from '../../reading/reading.ts';

export interface Trend {
  direction: 'rising' | 'steady' | 'falling';
  /** Metres an hour, signed. */
  rateMPerH: number;
}

/** Of readings each ten minutes or so there may be none that is older by a whole one. */
const HALF_HOUR_MS = 25 * MINUTE_MS;

type Level = Pick<Reading, 'observedAt' | 'value'>;

/**
 * Less than this in the last half hour, and in the last hour, is the gauge's own trembling: one that trembles by a centimetre to either
 * side stands still, and of the 25 minutes that a half hour may be its two centimetres are .048 m an hour.
 */
const TREMBLING_M_PER_H = { halfHour: 0.05, hour: 0.03 };
/** Or so many times the gauge's noise, where that is more: what is left of it once the hour's readings are looked at together. */
const TIMES_NOISE = { halfHour: 2.5, hour: 1.5 };

/** Who stands so far below the highest of the last half hour, or above its lowest, has turned since: more than waves do. */
const TURNED_M = 0.1;

/** For so long all readings must stand there: of a gauge that reports each minute a single one may be a wave. */
const TURNED_FOR_MS = 5 * MINUTE_MS;

/**
 * What the stage does now, by accepted readings only, and by where the water stands at a gauge whose noise is known to be more: what it did in the last half hour, for a mean over longer goes on falling when
 * the water stands still again, and rising when it has turned. What moved too little there to be told from trembling is asked of the
 * last hour, where the water stood still in neither. Soon after the crest of a quick flood the half hour still is a rise: what fell since its
 * highest is told. `null` where readings do not reach back far enough.
 * @example trendOf([1.00 m at 12:00, 1.10 m at 12:30, 1.50 m at 13:00]) // { direction: 'rising', rateMPerH: 0.8 }
 * @example trendOf([3.00 m at 12:00, 1.00 m at 12:30, 1.00 m at 13:00]) // { direction: 'steady', rateMPerH: 0 }
 * @example trendOf([1.00 m at 12:30, 2.60 m at 12:50, 2.30 m at 13:00]) // { direction: 'falling', rateMPerH: -1.8 }
 */
export function trendOf(
  readings: readonly Pick<Reading, 'observedAt' | 'value' | 'quality'>[],
  noiseM: number,
): Trend | null {
  const accepted = withoutNoise(readings.filter(isAccepted), noiseM);
  const now = rateOver(accepted, HALF_HOUR_MS);
  const hour = rateOver(accepted, 45 * MINUTE_MS);
  if (now === null) return null;
  const turned = rateSinceTurn(accepted);
  if (turned !== null && turned * now < 0) return moving(turned);
  const least = (span: 'halfHour' | 'hour') => Math.max(TREMBLING_M_PER_H[span], TIMES_NOISE[span] * noiseM);
  if (Math.abs(now) >= least('halfHour')) return moving(now);
  // What goes on by several times as much shows in the half hour too: that was a step, and the water has stood still since.
  const isSlow =
    hour !== null && hour * now > 0 && Math.abs(hour) >= least('hour') && Math.abs(hour) < 4 * least('halfHour');
  return isSlow ? moving(hour) : { direction: 'steady', rateMPerH: now };
}

function withoutNoise(levels: readonly Level[], noiseM: number): readonly Level[] {
  if (noiseM === 0) return levels;
  const times = Float64Array.from(levels, ({ observedAt }) => observedAt);
  const read = { times, values: Float64Array.from(levels, ({ value }) => value) };
  const { values } = steadied(read, noiseM);
  return levels.map(({ observedAt }, index) => ({ observedAt, value: values[index]! }));
}

function moving(rateMPerH: number): Trend {
  return { direction: rateMPerH > 0 ? 'rising' : 'falling', rateMPerH };
}

/** Metres an hour since the last reading that is at least so old, seen from the newest; a reading of more than two hours ago tells nothing. */
function rateOver(levels: readonly Level[], leastMs: number): number | null {
  const newest = levels.at(-1);
  const before = newest && levels.findLast(({ observedAt }) => observedAt <= newest.observedAt - leastMs);
  if (!before || newest.observedAt - before.observedAt > 2 * HOUR_MS) return null;
  return (newest.value - before.value) / ((newest.observedAt - before.observedAt) / HOUR_MS);
}

/** Metres an hour since the last turn of the last half hour; `null` where the water is too near to its highest and its lowest. */
function rateSinceTurn(levels: readonly Level[]): number | null {
  const newest = levels.at(-1);
  if (newest === undefined) return null;
  const recent = levels.filter(({ observedAt }) => observedAt > newest.observedAt - HALF_HOUR_MS);
  const values = recent.map(({ value }) => value);
  const extremes = [Math.max(...values), Math.min(...values)];
  const since = recent
    .filter(({ observedAt }) => observedAt > newest.observedAt - TURNED_FOR_MS)
    .map(({ value }) => value);
  const [highest, lowest] = [Math.max(...since), Math.min(...since)];
  const turn = recent.findLast(
    ({ value }) => extremes.includes(value) && (value - highest >= TURNED_M || lowest - value >= TURNED_M),
  );
  return turn === undefined ? null : (newest.value - turn.value) / ((newest.observedAt - turn.observedAt) / HOUR_MS);
}
