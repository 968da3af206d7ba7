import type { Gauge } from '../observed/gauge.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { lookBack } from '../observed/series.ts';
import { floodsOf, worthOf } from './own-floods.ts';
import type { TrainingRows } from './training-rows.ts';

/** What a tributary rose by within these hours is looked for further down. */
const RISE_H = 6;
const ROUNDS = 200;

/**
 * How much each gauge above a confluence counts among those of its level: as much as the river below rose after it had risen (least squares, in
 * shares of bankfull rises, none below nothing), as far as the floods seen are worth; for the rest all count the same. 1 in the mean of a
 * level; a level of one gauge has no weights, nor has a gauge that saw no flood.
 * @example after three floods, two tributaries, of which one alone moves the river below: 1.5 and 0.5
 */
export function weighTributaries(
  rows: TrainingRows,
  levels: readonly (readonly string[])[],
  gauges: ReadonlyMap<string, Gauge>,
): Map<string, number> {
  const weights = new Map<string, number>();
  const confluences = levels.filter((level) => level.length > 1);
  const worth = confluences.length === 0 ? 0 : worthOf(floodsOf(rows));
  if (worth === 0) return weights;
  for (const level of confluences) {
    const slopes = slopesOf(rows, level, gauges);
    const mean = slopes.reduce((sum, each) => sum + each, 0) / level.length;
    if (mean > 0) level.forEach((id, index) => weights.set(id, worth * (slopes[index]! / mean) + (1 - worth)));
  }
  return weights;
}

/** By how much the river rises within the time that is forecast, for each unit that a gauge of the level has risen. */
function slopesOf(
  { count, times, rises, weights }: TrainingRows,
  level: readonly string[],
  gauges: ReadonlyMap<string, Gauge>,
): number[] {
  const sums = level.map(() => level.map(() => 0));
  const targets = level.map(() => 0);
  for (let row = 0; row < count; row++) {
    const rose = level.map((id) => roseBy(gauges.get(id), times[row]!));
    const came = Math.max(0, ...rises.subarray(row * HORIZONS, (row + 1) * HORIZONS));
    for (const [a, rise] of rose.entries()) {
      if (rise === 0) continue;
      targets[a]! += weights[row]! * rise * came;
      for (const [b, other] of rose.entries()) sums[a]![b]! += weights[row]! * rise * other;
    }
  }
  return nonNegative(sums, targets);
}

/** 0 where it fell, or was not seen. */
function roseBy(gauge: Gauge | undefined, at: number): number {
  if (gauge === undefined) return 0;
  const [now, before] = lookBack(gauge.series, at, [0, RISE_H], gauge.holdMs);
  const rise = now! - before!;
  return rise > 0 ? rise : 0;
}

/** Least squares without a negative slope, one slope after the other (Franc, Hlavac and Navara 2005). */
function nonNegative(sums: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const slopes = targets.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [a, row] of sums.entries()) {
      if (row[a] === 0) continue;
      const others = row.reduce((sum, each, b) => (b === a ? sum : sum + each * slopes[b]!), 0);
      slopes[a] = Math.max(0, (targets[a]! - others) / row[a]!);
    }
  }
  return slopes;
}
