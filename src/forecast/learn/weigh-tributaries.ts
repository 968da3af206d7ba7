import { rowOf } from '../model/row-of.ts';
import type { Gauge } from '../observed/gauge.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { FLOOD_RISE, FLOODS_APART_MS } from '../observed/running-flood.ts';
import { BRIDGED_MS, lookBack } from '../observed/series.ts';
import { floodsOf, worthOf } from './own-floods.ts';
import type { TrainingRows } from './training-rows.ts';

/** What a tributary rose by within these hours is looked for further down. */
const RISE_H = 6;
const ROUNDS = 200;

/**
 * How much each gauge above a confluence counts among those of its level: as much as the river below rose after it had risen (least squares, in
 * shares of bankfull rises, none below nothing), as far as its floods are worth; for the rest as much as the others. So one that never rose
 * counts in full: nothing is known of it. A level of one gauge has no weights, nor has a gauge that saw no flood.
 * @example two tributaries, of which one alone moves the river below, after three floods on each: 1.5 and 0.5
 */
export function weighTributaries(
  rows: TrainingRows,
  levels: readonly (readonly string[])[],
  gauges: ReadonlyMap<string, Gauge>,
): Map<string, number> {
  const weights = new Map<string, number>();
  const confluences = levels.filter((level) => level.length > 1);
  if (confluences.length === 0 || floodsOf(rows, FLOOD_RISE) === 0) return weights;
  for (const level of confluences) {
    const rose = level.map((id) => Float64Array.from(rows.times, (at) => roseBy(gauges.get(id), at)));
    const slopes = slopesOf(rows, rose);
    const known = slopes.filter((_, index) => rose[index]!.some((rise) => rise > 0));
    const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
    if (!(mean > 0)) continue;
    for (const [index, id] of level.entries()) {
      const worth = worthOf(floodsOn(rows.times, rose[index]!));
      weights.set(id, worth * (slopes[index]! / mean) + (1 - worth));
    }
  }
  return weights;
}

/** How many times it rose so much that it would be a flood, a day apart. */
function floodsOn(times: Float64Array, rose: Float64Array): number {
  let [floods, last] = [0, Number.NEGATIVE_INFINITY];
  for (const [row, rise] of rose.entries()) {
    if (rise < FLOOD_RISE) continue;
    if (times[row]! - last > FLOODS_APART_MS) floods += 1;
    last = times[row]!;
  }
  return floods;
}

/** By how much the river rises within the time that is forecast, for each unit that a gauge of the level has risen. */
function slopesOf({ rises, weights }: TrainingRows, rose: readonly Float64Array[]): number[] {
  const sums = rose.map(() => rose.map(() => 0));
  const targets = rose.map(() => 0);
  for (const [row, weight] of weights.entries()) {
    const came = Math.max(0, ...rowOf(rises, row, HORIZONS));
    for (const [a, each] of rose.entries()) {
      if (each[row] === 0) continue;
      targets[a]! += weight * each[row]! * came;
      for (const [b, other] of rose.entries()) sums[a]![b]! += weight * each[row]! * other[row]!;
    }
  }
  return nonNegative(sums, targets);
}

/** 0 where it fell, or was not seen. */
function roseBy(gauge: Gauge | undefined, at: number): number {
  if (gauge === undefined) return 0;
  const [now, before] = lookBack(gauge.series, at, [0, RISE_H], gauge.holdMs, BRIDGED_MS.learned);
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
