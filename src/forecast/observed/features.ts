import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { isDoubtful } from './datum-steps.ts';
import { type Gauge, RAIN_UNIT_MM } from './gauge.ts';
import { normalAt } from './normal-levels.ts';
import type { RiverTree } from './river-tree.ts';
import { BRIDGED_MS, countUntil, lookBack, type Series } from './series.ts';

/** Looked at in the gauge's own past. The last, 20 min, is what a flash flood shows first. */
const OWN_EDGES_H = [0, 0.5, 1, 2, 4, 8];
const NEWEST_H = 1 / 3;
/** Disjoint blocks, nearly orthogonal, so that the ridge itself finds the travel time. */
const NEAR_EDGES_H = [0, 0.5, 1, 2, 3, 4, 6, 9, 12];
const FAR_EDGES_H = [0, 1, 2, 4, 6, 9, 12];
const RAIN_EDGES_H = [0, 0.5, 1, 2, 3, 6, 12, 24];

export const OWN_COLUMNS = 7;
export const RAIN_COLUMNS = RAIN_EDGES_H.length - 1;
export const MOST_LEVELS = 4;
/** The own gauge may be silent this long: the paths start where it was last seen. */
export const CARRY_MS = 3 * HOUR_MS;

const levelEdges = (level: number): readonly number[] => (level < 2 ? NEAR_EDGES_H : FAR_EDGES_H);
const levelWidth = (level: number): number => levelEdges(level).length;

/** How many columns the own gauge and so many levels of the tree above it take. */
export function columnsOf(depth: number): number {
  let columns = OWN_COLUMNS;
  for (let level = 0; level < depth; level++) columns += levelWidth(level);
  return columns;
}

/** Where the own gauge stood as far back as is looked at, from the columns of a situation. */
export function earliestLevel(columns: ArrayLike<number>): number {
  let level = columns[0]!;
  for (let column = 1; column < OWN_EDGES_H.length; column++) level -= columns[column]!;
  return level;
}

/** The situation at one gauge at one moment, in shares of bankfull rises. */
export interface Situation {
  /** When the own gauge was last seen. What lies above is known up to now all the same. */
  origin: Instant;
  /** Own gauge, then level after level, `columnsOf(depth)` values. */
  values: Float64Array;
  /** How many levels of the tree above were seen. */
  depth: number;
  rain: Float64Array | null;
  /** Gauges that should have been seen and were not, the own one among them. */
  missing: readonly string[];
  /** The own gauge is not seen, and something else is: it stands where it stood at the origin no more. */
  isSilent: boolean;
  /** How many levels, from the nearest up, were seen without a gap. */
  wholeDepth: number;
  /** The gauges that were seen at each level; its columns are the mean of theirs. */
  seen: readonly (readonly SeenGauge[])[];
}

export interface SeenGauge {
  id: string;
  /** Its height above usual and its rises. */
  block: readonly number[];
  /** Its part of the level's columns, which are the mean of its gauges. */
  share: number;
}

/** What each column is about: index of the level, or `own`. */
export function columnLevel(column: number): 'own' | number {
  let end = OWN_COLUMNS;
  if (column < end) return 'own';
  for (let level = 0; ; level++) {
    end += levelWidth(level);
    if (column < end) return level;
  }
}

/**
 * The moment that a gauge is looked back from: its newest reading; `null` where that is older than `mostMs`. To hold its last value until
 * now would read as if its rise had stopped.
 */
function seenFrom(series: Series, now: Instant, mostMs: number): Instant | null {
  const newest = series.times[countUntil(series, now) - 1];
  return newest === undefined || now - newest > mostMs ? null : newest;
}

/** What is known by now at a gauge and above it; `null` while the own gauge has not been seen for longer than it may be carried. */
export function situationAt(
  own: Gauge,
  tree: RiverTree,
  gauges: ReadonlyMap<string, Gauge>,
  now: Instant,
  bridgedMs: number = BRIDGED_MS.asked,
): Situation | null {
  const origin = seenFrom(own.own, now, CARRY_MS);
  if (origin === null) return null;
  const columns = ownColumns(own, origin, bridgedMs);
  const isUnseen = now - origin > own.holdMs;
  const missing = isUnseen ? [own.id] : [];
  const seen: SeenGauge[][] = [];
  let wholeDepth: number | null = null;
  const known = new Set([own.id]);
  let front = above(tree, [own.id], known);
  while (front.length > 0 && seen.length < MOST_LEVELS) {
    const edges = levelEdges(seen.length);
    const blocks: Omit<SeenGauge, 'share'>[] = [];
    // In the place of a gauge that is not seen stand those above it.
    for (let unseen = front; unseen.length > 0; ) {
      const silent: string[] = [];
      for (const id of unseen) {
        const block = blockOf(gauges.get(id), now, edges, bridgedMs);
        if (block === null) silent.push(id);
        else blocks.push({ id, block });
      }
      missing.push(...silent);
      if (silent.length > 0) wholeDepth ??= seen.length;
      unseen = above(tree, silent, known);
    }
    if (blocks.length === 0) break;
    const shared = withShares(blocks, tree.weights);
    seen.push(shared);
    edges.forEach((_, column) => {
      columns.push(shared.reduce((sum, each) => sum + each.share * each.block[column]!, 0));
    });
    const ids = blocks.map(({ id }) => id);
    front = above(tree, ids, known);
  }
  const rain = rainAt(tree.rain, gauges, now, missing);
  const depth = seen.length;
  return {
    origin,
    values: Float64Array.from(columns),
    depth,
    rain,
    missing,
    isSilent: isUnseen && (depth > 0 || rain !== null),
    wholeDepth: wholeDepth ?? depth,
    seen,
  };
}

/** What was seen at that moment had the own gauge been silent for so long, those above it seen since; `null` where it could be carried no more. */
export function asSilent<S extends Pick<Situation, 'origin' | 'values'>>(
  situation: S,
  own: Gauge,
  now: Instant,
  silentMs: number,
  bridgedMs: number,
): S | null {
  const origin = seenFrom(own.own, now - silentMs, CARRY_MS - silentMs);
  if (origin === null) return null;
  const values = situation.values.slice();
  values.set(ownColumns(own, origin, bridgedMs));
  return { ...situation, origin, values };
}

/** Where the own gauge stood, its rises, and last what it did in the newest minutes. */
function ownColumns({ own }: Gauge, origin: Instant, bridgedMs: number): number[] {
  const [level, newest, ...back] = lookBack(own, origin, [0, NEWEST_H, ...OWN_EDGES_H.slice(1)], CARRY_MS, bridgedMs);
  return [...levelAndRises([level!, ...back]), orZero(level! - newest!)];
}

function withShares(blocks: readonly Omit<SeenGauge, 'share'>[], weights: RiverTree['weights']): SeenGauge[] {
  const weightOf = (id: string): number => weights.get(id) ?? 1;
  const total = blocks.reduce((sum, { id }) => sum + weightOf(id), 0);
  return blocks.map((each) => ({ ...each, share: weightOf(each.id) / total }));
}

function above(tree: RiverTree, ids: readonly string[], known: Set<string>): string[] {
  const fresh = [...new Set(ids.flatMap((id) => tree.above.get(id) ?? []))].filter((id) => !known.has(id));
  for (const id of fresh) known.add(id);
  return fresh;
}

/** Height above usual and the rises of each block; `null` where the gauge is not seen or in doubt. */
function blockOf(gauge: Gauge | undefined, now: Instant, edges: readonly number[], bridgedMs: number): number[] | null {
  if (gauge === undefined || isDoubtful(gauge, now)) return null;
  const from = seenFrom(gauge.series, now, gauge.holdMs);
  if (from === null) return null;
  const back = lookBack(gauge.series, from, edges, gauge.holdMs, bridgedMs);
  // What came before a gauge's first hours is taken as calm; without its newest hours it is not seen.
  if (back.slice(0, 3).some(Number.isNaN)) return null;
  const usual = normalAt(gauge.normals, now);
  const heights = back.map((each) => outOfBank(each - usual));
  return levelAndRises(heights);
}

/** The newest of some levels, which go back in time, and the rise to each from the one before it. */
function levelAndRises(back: readonly number[]): number[] {
  const columns = [back[0]!];
  for (let edge = 1; edge < back.length; edge++) columns.push(orZero(back[edge - 1]! - back[edge]!));
  return columns;
}

/**
 * What a gauge upstream is worth above its bankfull height: less and less, and at most 2. Its operator knows that height only
 * roughly, and where it is far too small (a gauge below a dam) the forecast below must not shout.
 * @example outOfBank(0.7) // 0.7  @example outOfBank(2) // 1.5
 */
function outOfBank(height: number): number {
  return height <= 1 ? height : 2 - 1 / height;
}

/** What fell within three hours, from the columns of rain. @example fallenLatelyMm([0.1, 0.2, 0, 0, 5, 0, 0]) // 3 */
export function fallenLatelyMm(rain: ArrayLike<number>): number {
  let fallen = 0;
  for (let block = 0; block < Math.min(rain.length, RAIN_EDGES_H.indexOf(3)); block++) fallen += rain[block]!;
  return fallen * RAIN_UNIT_MM;
}

/**
 * Mean sums of each block over the rain gauges seen, in units of 10 mm; `null` where the river has none or none is seen. While one was
 * silent earlier in the day it is taken to have been dry: less is lost by it than without its rain of now (decision 088).
 */
function rainAt(
  ids: readonly string[],
  gauges: ReadonlyMap<string, Gauge>,
  now: Instant,
  missing: string[],
): Float64Array | null {
  const sums = new Float64Array(RAIN_COLUMNS);
  let count = 0;
  for (const id of ids) {
    const gauge = gauges.get(id);
    const fallen = gauge === undefined ? null : rainOf(gauge, now);
    if (fallen === null) {
      missing.push(id);
      continue;
    }
    count += 1;
    for (const [block, sum] of fallen.entries()) sums[block]! += sum;
  }
  return count === 0 ? null : sums.map((sum) => sum / count);
}

function rainOf({ series, holdMs }: Gauge, now: Instant): Float64Array | null {
  const from = seenFrom(series, now, 2 * holdMs);
  if (from === null) return null;
  const sums = new Float64Array(RAIN_COLUMNS);
  for (let index = countUntil(series, from) - 1; index >= 0; index--) {
    const block = RAIN_EDGES_H.findIndex((edge) => edge > (from - series.times[index]!) / HOUR_MS) - 1;
    if (block < 0) break;
    sums[block]! += series.values[index]!;
  }
  return sums;
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
