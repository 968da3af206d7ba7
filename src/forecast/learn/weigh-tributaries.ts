import type { Gauge } from '../observed/gauge.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { lookBack } from '../observed/series.ts';
import type { TrainingRows } from './training-rows.ts';

/** The rise at a tributary that is followed further down. */
const RISE_H = 6;
/** Floods that must have been seen to be believed as much as that all count the same. */
const AS_MUCH = 3;
const ROUNDS = 200;

/**
 * How much each gauge above a confluence counts among those of its level: by how much the river rose below after each of them had risen (least
 * squares, none below nothing), n / (n + 3) of that after n floods, for the rest evenly. 1 in the mean of a level; levels of one gauge are left out.
 */
export function weighTributaries(
  rows: Pick<TrainingRows, 'count' | 'times' | 'rises' | 'weights'>,
  floods: number,
  levels: readonly (readonly string[])[],
  gauges: ReadonlyMap<string, Gauge>,
): Map<string, number> {
  const weights = new Map<string, number>();
  if (floods === 0) return weights;
  for (const level of levels) {
    if (level.length < 2) continue;
    const slopes = slopesOf(rows, level, gauges);
    const mean = slopes.reduce((sum, each) => sum + each, 0) / level.length;
    if (mean === 0) continue;
    for (const [index, id] of level.entries())
      weights.set(id, ((floods * slopes[index]!) / mean + AS_MUCH) / (floods + AS_MUCH));
  }
  return weights;
}

function slopesOf(
  { count, times, rises, weights }: Pick<TrainingRows, 'count' | 'times' | 'rises' | 'weights'>,
  level: readonly string[],
  gauges: ReadonlyMap<string, Gauge>,
): number[] {
  const width = level.length;
  const gram = new Float64Array(width * width);
  const target = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    const rose = level.map((id) => roseAt(gauges.get(id), times[row]!));
    const came = Math.max(0, ...rises.subarray(row * HORIZONS, (row + 1) * HORIZONS));
    for (let a = 0; a < width; a++) {
      if (rose[a] === 0) continue;
      target[a]! += weights[row]! * rose[a]! * came;
      for (let b = 0; b < width; b++) gram[a * width + b]! += weights[row]! * rose[a]! * rose[b]!;
    }
  }
  const slopes = level.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (let a = 0; a < width; a++) {
      const own = gram[a * width + a]!;
      if (own === 0) continue;
      let rest = target[a]!;
      for (let b = 0; b < width; b++) if (b !== a) rest -= gram[a * width + b]! * slopes[b]!;
      slopes[a] = Math.max(0, rest / own);
    }
  }
  return slopes;
}

function roseAt(gauge: Gauge | undefined, at: number): number {
  if (gauge === undefined) return 0;
  const [now, before] = lookBack(gauge.series, at, [0, RISE_H], gauge.holdMs);
  const rise = now! - before!;
  return Number.isNaN(rise) ? 0 : Math.max(0, rise);
}
