import type { Instant } from '../../lib/clock.ts';
import { standsByHabit } from '../../reading/quality/standstill.ts';
import type { LearningProgress } from '../forecast-model.ts';
import type { AnalogueModel } from '../model/analogue-model.ts';
import { type Gauge, type GaugeScale, zeroShift } from '../observed/gauge.ts';
import { normalAt } from '../observed/normal-levels.ts';
import { countUntil } from '../observed/series.ts';
import type { Reach } from '../observed/travel-time.ts';
import { byTime, type Lesson } from './assemble-sample.ts';
import type { Experience } from './experience.ts';
import type { OwnModel } from './fit-own-model.ts';
import { fitAllTogether, fitSilent } from './fit-pooled.ts';
import { type GaugeLesson, learnGauge } from './learn-gauge.ts';
import { networkTravelTimes } from './network-travel-times.ts';
import type { PriorLesson } from './prior.ts';
import { forecastGauges, type RiverRecord } from './river-record.ts';

/** Another way of forecasting, another form of a fit or another prior has another name: what was learned before is then learned anew. */
export const MODEL = 'adlp-29';

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
  /** What all rivers together say of a gauge that is silent itself; `null` where nothing is seen beside it, too. */
  silent: AnalogueModel | null;
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
    silent: fitSilent(record, taught, prior),
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
  const silent: Lesson[] = [];
  let ownRows = 0;
  for (const [gauges, station] of record.stations.entries()) {
    onProgress({ gauges, of: record.stations.length });
    const lesson = lessonOf(station.id, () => learnGauge(record, station, until, most));
    if (lesson === null) continue;
    if (lesson.model !== null) local.set(station.id, lesson.model);
    if (lesson.tributaries.size > 0) tributaries.set(station.id, lesson.tributaries);
    experience.set(station.id, lesson.experience);
    const gauge = { station: station.id, name: station.name, river: station.river };
    lessons.push(byTime(gauge, lesson.taught));
    silent.push(byTime(gauge, lesson.silent));
    ownRows += lesson.ownRows;
  }
  onProgress({ gauges: record.stations.length, of: record.stations.length });
  return { local, experience, tributaries, lessons, silent, ownRows };
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
