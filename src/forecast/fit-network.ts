import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { AnalogueModel, Dressing } from './analogue-model.ts';
import { assembleSample, type Lesson } from './assemble-sample.ts';
import { chooseInputs } from './choose-inputs.ts';
import { MOST_LEVELS } from './features.ts';
import { fitAnalogueModel } from './fit-analogue-model.ts';
import type { Gauge, GaugeScale } from './gauge.ts';
import type { ForestOptions } from './grow-forest.ts';
import { networkTravelTimes, type Reach } from './network-travel-times.ts';
import { normalAt } from './normal-levels.ts';
import { type RiverRecord, rowsOfRiver } from './river-record.ts';
import { reachesAbove } from './river-tree.ts';
import type { PastGauge } from './similar-events.ts';
import type { TrainingRows } from './training-rows.ts';

/** All that was learned for a network, as plain data that can be stored and sent to another thread. */
export interface NetworkFit {
  version: string;
  /** Nothing received later was looked at. */
  fittedAt: Instant;
  scales: ReadonlyMap<string, GaugeScale>;
  /** By gauge: its usual level of late, in shares of its bankfull rise. */
  normals: ReadonlyMap<string, number>;
  /** Learned from other rivers and from all gauges of this one; `null` while there is too little of both. */
  pooled: AnalogueModel | null;
  /** By gauge with a record long enough to speak for itself. */
  local: ReadonlyMap<string, AnalogueModel>;
  /** How long the water takes between neighbouring gauges. */
  reaches: readonly Reach[];
  /** Rows of the own river behind it: when there are many more, it is time to fit again. */
  ownRows: number;
}

export interface PriorLesson {
  river: string;
  gauge: PastGauge;
  pace: number;
  rows: TrainingRows;
}

/** Measured on rivers left out one by one: futures where little is known; else mostly means. */
const POOLED: readonly Dressing[] = Array.from({ length: 5 }, () => 'future');
const LOCAL: readonly Dressing[] = ['future', 'future', 'error', 'scaled-error', 'scaled-error'];
const POOLED_FOREST: ForestOptions = { trees: 60, mostRows: 25_000, leafSize: 5 };
const LOCAL_FOREST: ForestOptions = { trees: 50, mostRows: 12_000, leafSize: 5 };
const QUIET_THINNING = 6;
const LONG_RECORD = { days: 300, floods: 10, rise: 0.35 };
const TIME_FOLDS = 8;

export function fitNetwork(record: RiverRecord, prior: readonly PriorLesson[], until: Instant): NetworkFit {
  const own = rowsOfRiver(record, () => ({ until, quietThinning: QUIET_THINNING, weight: 1 }));
  const rivers = [...new Set(prior.map((lesson) => lesson.river))];
  const taught: Lesson[] = prior.map(({ river, gauge, pace, rows }, index) => ({
    gauge,
    pace,
    rows,
    foldOf: () => rivers.indexOf(river),
    blockOf: () => index,
  }));
  const alone = prior.length === 0;
  const gaugeOf = new Map(
    record.stations.map(({ id, name, river }): [string, PastGauge] => [id, { station: id, name, river }]),
  );
  const mine: Lesson[] = own.map(({ station, rows }) => {
    const gauge = gaugeOf.get(station)!;
    const lesson = byTime(gauge, rows);
    return alone ? lesson : { ...lesson, foldOf: () => rivers.length, blockOf: (row) => -1 - lesson.blockOf(row) };
  });
  // Also above gauges that have yet to be seen for the first time.
  const forecast = record.stations.filter(({ quantity }) => quantity === 'stage');
  const deepest = Math.max(0, ...forecast.map(({ id }) => reachesAbove(record.trees.get(id)!, id)));
  const levels = Array.from({ length: Math.min(MOST_LEVELS, deepest) + 1 }, (_, level) => level);
  const everything = assembleSample([...taught, ...mine], levels.at(-1)!, false, 0);
  const pooled = fitAnalogueModel(everything, levels, POOLED, POOLED_FOREST);
  const local = new Map<string, AnalogueModel>();
  for (const { station, rows } of own) {
    const depth = longDepth(rows);
    if (depth === null) continue;
    const lesson = byTime(gaugeOf.get(station)!, rows);
    const hasRain = record.trees.get(station)!.rain.length > 0;
    const inputs = chooseInputs(assembleSample([lesson], depth, hasRain));
    const sample = assembleSample([lesson], inputs.depth, inputs.hasRain);
    const model = fitAnalogueModel(sample, [inputs.depth], LOCAL, LOCAL_FOREST);
    if (model !== null) local.set(station, model);
  }
  return {
    version: `adlp-4-${new Date(until).toISOString().slice(0, 16)}`,
    fittedAt: until,
    scales: new Map(seenGauges(record).map(({ id, zero, scale }) => [id, { zero, scale }])),
    normals: normalsAt(record, until),
    pooled,
    local,
    reaches: networkTravelTimes(record, until),
    ownRows: own.reduce((sum, { rows }) => sum + rows.count, 0),
  };
}

/** What is usual at each gauge at a moment, from what was observed before that day. */
export function normalsAt(record: RiverRecord, at: Instant): Map<string, number> {
  return new Map(seenGauges(record).map(({ id, normals }) => [id, normalAt(normals, at)]));
}

/** Of a gauge without a single reading nothing is known, not even its zero. */
function seenGauges({ gauges }: RiverRecord): Gauge[] {
  return [...gauges.values()].filter(({ own }) => own.times.length > 0);
}

function byTime(gauge: PastGauge, rows: TrainingRows): Lesson {
  return {
    gauge,
    pace: 1,
    rows,
    foldOf: (row) => Math.floor((row * TIME_FOLDS) / rows.count),
    blockOf: (row) => Math.floor(rows.times[row]! / (7 * DAY_MS)),
  };
}

/** With how many levels of the tree, at most, a gauge has a long record: a new gauge above it must not cost it its own years. */
function longDepth(rows: TrainingRows): number | null {
  for (let depth = rows.depth; depth >= 0; depth--) if (isLong(rows, depth)) return depth;
  return null;
}

/** Whether a gauge has seen enough of its own floods with so many levels: separate rises, a day apart, over a third of bankfull. */
function isLong(rows: TrainingRows, depth: number): boolean {
  const width = rows.situations.length / rows.count;
  const seen = [...rows.depths.keys()].filter((row) => rows.depths[row]! >= depth);
  const days = (rows.times[seen.at(-1)!]! - rows.times[seen[0]!]!) / DAY_MS;
  let floods = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const row of seen) {
    if (rows.situations[row * width]! < LONG_RECORD.rise) continue;
    if (rows.times[row]! - last > DAY_MS) floods += 1;
    last = rows.times[row]!;
  }
  return days >= LONG_RECORD.days && floods >= LONG_RECORD.floods;
}
