import type { Instant } from '../../lib/clock.ts';
import { standsByHabit } from '../../reading/quality/standstill.ts';
import type { LearningProgress } from '../forecast-model.ts';
import type { AnalogueModel, Dressing } from '../model/analogue-model.ts';
import type { PastGauge } from '../model/similar-events.ts';
import { MOST_LEVELS } from '../observed/features.ts';
import { type Gauge, type GaugeScale, zeroShift } from '../observed/gauge.ts';
import { normalAt } from '../observed/normal-levels.ts';
import { reachesAbove } from '../observed/river-tree.ts';
import { countUntil } from '../observed/series.ts';
import type { Reach } from '../observed/travel-time.ts';
import { assembleSample, byTime, type Lesson } from './assemble-sample.ts';
import type { Experience } from './experience.ts';
import { type AnalogueOptions, fitAnalogueModel } from './fit-analogue-model.ts';
import type { OwnModel } from './fit-own-model.ts';
import { toldLarger } from './larger-floods.ts';
import { type GaugeLesson, learnGauge } from './learn-gauge.ts';
import { networkTravelTimes } from './network-travel-times.ts';
import type { RiverRecord } from './river-record.ts';
import { thinRows } from './thin-rows.ts';
import type { TrainingRows } from './training-rows.ts';

/** Another way of forecasting, another form of a fit or another prior has another name: what was learned before is then learned anew. */
export const MODEL = 'adlp-27';

/** All that was learned for a network, as plain data that can be stored and sent to another thread. */
export interface NetworkFit {
  version: string;
  /** Nothing received later was looked at. */
  fittedAt: Instant;
  scales: ReadonlyMap<string, GaugeScale>;
  /** By gauge: its usual level of late, in shares of its bankfull rise and in the zero in force at `levelledAt`. */
  normals: ReadonlyMap<string, number>;
  levelledAt: Instant;
  /** Learned from other rivers and from all gauges of this one; `null` while there is too little of both. */
  pooled: AnalogueModel | null;
  /** By gauge that saw floods of its own. */
  local: ReadonlyMap<string, OwnModel>;
  /** By gauge: the most that was ever seen of it. */
  experience: ReadonlyMap<string, Experience>;
  /** Gauges that stand still amid rises by habit: of another that does so it is in doubt whether the water does too. */
  atRest: ReadonlySet<string>;
  /** By gauge below a confluence: how much each gauge above it counts among those of its level. */
  tributaries: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** How long the water takes between neighbouring gauges. */
  reaches: readonly Reach[];
  /** Rows of the own river behind it. */
  ownRows: number;
}

/** The standard deviation of a gauge's noise, metres, by what was learned of it; 0 where that is too little to count. */
export function noiseOfFit({ scales }: Pick<NetworkFit, 'scales'>, station: string): number {
  const { noise, scale } = scales.get(station) ?? { noise: 0, scale: 1 };
  return noise * scale;
}

export interface PriorLesson {
  river: string;
  gauge: PastGauge;
  pace: number;
  rows: TrainingRows;
}

/** Futures alone, and in each tree as much as a fit can hold (docs/forecast-tried.md, first round; 180 trees: decision 013). */
const DRESSINGS: readonly Dressing[] = ['future'];
const FOREST: AnalogueOptions = { drawn: 3, trees: 180, mostRows: 25_000, leafSize: 5 };
/**
 * Where every gauge speaks for itself, all rivers together say the rest, and stand by for a gauge upstream that falls silent: so few trees do, of
 * so few situations (measured: as good as of all, in less than a tenth of the room).
 */
const STAND_BY = { trees: 20, mostRows: 8_000, ownRows: 6_000, leastOfEach: 2_000, othersRows: 10_000 };
/** What all gauges of a network together teach the model of all rivers: four times what one of its trees looks at. More would take gigabytes. */
const MOST_OWN_ROWS = 100_000;

/** Hears how far a fit is, before each gauge and after the last, and says what each gauge taught: by learning it now, or of an unfinished fit by what was kept. */
export interface Listener {
  onProgress(progress: LearningProgress): void;
  lessonOf(station: string, learn: () => GaugeLesson | null): GaugeLesson | null;
}

const NOBODY: Listener = { onProgress: () => undefined, lessonOf: (_, learn) => learn() };

export function fitNetwork(
  record: RiverRecord,
  prior: readonly PriorLesson[],
  until: Instant,
  told: Listener = NOBODY,
): NetworkFit {
  const taught = learnFromEach(record, until, told);
  const { local } = taught;
  return {
    version: `${MODEL}-${new Date(until).toISOString().slice(0, 16)}`,
    fittedAt: until,
    scales: new Map(seenGauges(record).map(({ id, zero, scale, noise }) => [id, { zero, scale, noise }])),
    normals: normalsAt(record, until),
    levelledAt: until,
    pooled: fitAllTogether(record, taught, prior),
    local,
    experience: taught.experience,
    atRest: atRestBefore(record, until),
    tributaries: taught.tributaries,
    reaches: networkTravelTimes(record, until),
    ownRows: taught.ownRows,
  };
}

/** What each gauge learned from itself, and what it teaches all. One gauge after the other: ten years of a hundred are not held side by side. */
function learnFromEach(record: RiverRecord, until: Instant, { onProgress, lessonOf }: Listener) {
  const most = Math.ceil(MOST_OWN_ROWS / Math.max(1, forecastGauges(record).length));
  const local = new Map<string, OwnModel>();
  const experience = new Map<string, Experience>();
  const tributaries = new Map<string, ReadonlyMap<string, number>>();
  const lessons: Lesson[] = [];
  let ownRows = 0;
  for (const [gauges, station] of record.stations.entries()) {
    onProgress({ gauges, of: record.stations.length });
    const lesson = lessonOf(station.id, () => learnGauge(record, station, until, most));
    if (lesson === null) continue;
    if (lesson.model !== null) local.set(station.id, lesson.model);
    if (lesson.tributaries.size > 0) tributaries.set(station.id, lesson.tributaries);
    experience.set(station.id, lesson.experience);
    lessons.push(byTime({ station: station.id, name: station.name, river: station.river }, lesson.taught));
    ownRows += lesson.ownRows;
  }
  onProgress({ gauges: record.stations.length, of: record.stations.length });
  return { local, experience, tributaries, lessons, ownRows };
}

/** All rivers together, as large as what no gauge says of itself is worth. */
function fitAllTogether(
  record: RiverRecord,
  { lessons, local }: { lessons: readonly Lesson[]; local: NetworkFit['local'] },
  prior: readonly PriorLesson[],
): AnalogueModel | null {
  const leastShare = Math.min(...forecastGauges(record).map((id) => local.get(id)?.share ?? 0));
  const trees = Math.ceil((1 - leastShare) * FOREST.trees);
  if (trees > STAND_BY.trees) return fitPooled(record, lessons, prior, { ...FOREST, trees });
  const { ownRows, leastOfEach, othersRows, mostRows } = STAND_BY;
  const own = Math.max(leastOfEach, Math.ceil(ownRows / lessons.length));
  const others = Math.ceil(othersRows / prior.length);
  return fitPooled(
    record,
    lessons.map(({ gauge, rows }) => byTime(gauge, thinRows(rows, own))),
    prior.map((lesson) => ({ ...lesson, rows: thinRows(lesson.rows, others) })),
    { ...FOREST, trees: STAND_BY.trees, mostRows },
  );
}

/** All rivers together, over as many levels as the network has above the gauge with the most. */
function fitPooled(
  record: RiverRecord,
  own: readonly Lesson[],
  prior: readonly PriorLesson[],
  forest: AnalogueOptions,
): AnalogueModel | null {
  // Aude and Orb saw the same storms; as one fold their spreads are wider, and Hérault is told 6 % worse (measured).
  const rivers = [...new Set(prior.map((lesson) => lesson.river))];
  const taught: Lesson[] = prior.map(({ river, gauge, pace, rows }, index) => ({
    gauge,
    pace,
    rows,
    isReal: true,
    foldOf: () => rivers.indexOf(river),
    blockOf: () => index,
  }));
  const mine: Lesson[] = own.flatMap((lesson) =>
    prior.length > 0
      ? { ...lesson, foldOf: () => rivers.length, blockOf: (row) => -1 - lesson.blockOf(row) }
      : // No other river tells what a larger flood is.
        [lesson, toldLarger(lesson)],
  );
  const above = forecastGauges(record).map((id) => reachesAbove(record.trees.get(id)!, id));
  const levels = Array.from({ length: Math.min(MOST_LEVELS, Math.max(0, ...above)) + 1 }, (_, level) => level);
  const sample = assembleSample([...taught, ...mine], levels.at(-1)!, false, 0);
  return fitAnalogueModel(sample, levels, DRESSINGS, forest)?.model ?? null;
}

/** Also those that have yet to be seen for the first time. */
function forecastGauges({ stations }: RiverRecord): string[] {
  return stations.filter(({ quantity }) => quantity === 'stage').map(({ id }) => id);
}

/** What is usual at each gauge at a moment, from what was observed before that day. */
export function normalsAt(record: RiverRecord, at: Instant): Map<string, number> {
  return new Map(seenGauges(record).map((gauge) => [gauge.id, normalAt(gauge.normals, at) + zeroShift(gauge, at)]));
}

function atRestBefore(record: RiverRecord, until: Instant): Set<string> {
  const byHabit = seenGauges(record).filter(({ read }) => standsByHabit(read, countUntil(read, until), 1));
  return new Set(byHabit.map(({ id }) => id));
}

/** Of a gauge without a single reading nothing is known, not even its zero. */
function seenGauges({ gauges }: RiverRecord): Gauge[] {
  return [...gauges.values()].filter(({ own }) => own.times.length > 0);
}
