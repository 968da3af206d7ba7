import type { Instant } from '../../lib/clock.ts';
import type { Station } from '../../territory/station.ts';
import type { PastGauge } from '../model/similar-events.ts';
import type { Series } from '../observed/series.ts';
import { recordAsOf, toldByGauge } from './river-record.ts';
import { QUIET_THINNING, type TrainingRows } from './training-rows.ts';

/** What one gauge of another river teaches. */
export interface PriorLesson {
  river: string;
  gauge: PastGauge;
  pace: number;
  rows: TrainingRows;
  /** The same as it would have been seen had the gauge been silent. */
  silent: TrainingRows;
}

/** One recorded river of the shipped prior. */
export interface PriorRiver {
  id: string;
  /** Rivers that share storms are one group and are left out together. */
  group: string;
  owner: string;
  licence: string;
  stations: readonly Station[];
  series: ReadonlyMap<string, Series>;
  /** Gauges whose readings serve those below but teach nothing, being broken by the flood. */
  notTaught: readonly string[];
}

/** The same floods told slower and faster: rivers slower and quicker than the recorded ones. Measured: helps slow and flashy gauges. */
const PACES = [0.5, 1, 2, 3];
/** Years of one gauge must not drown weeks of many. */
const YEARS = { rows: 15_000, weight: 0.25 };

/** What the rivers of the prior teach, without the groups of those named. `onRiver` hears which share of them has been told. */
export function priorLessons(
  rivers: readonly PriorRiver[],
  without: readonly string[],
  onRiver: (share: number) => void = () => {},
): PriorLesson[] {
  const groups = new Set(rivers.filter((river) => without.includes(river.id)).map((river) => river.group));
  const others = rivers.filter((river) => !groups.has(river.group));
  return others.flatMap((river, index) => {
    const paces = PACES.filter((pace) => pace === 1 || mayBeRetimed(river));
    const lessons = paces.flatMap((pace) => lessonsOf(river, pace));
    onRiver((index + 1) / others.length);
    return lessons;
  });
}

/** Only whole rivers at 10 to 15 min: told faster, hourly values would tell nothing. */
function mayBeRetimed({ stations }: PriorRiver): boolean {
  return stations.length > 1 && stations.every(({ intervalMin }) => intervalMin >= 10 && intervalMin <= 15);
}

function lessonsOf(river: PriorRiver, pace: number): PriorLesson[] {
  // One beginning for the whole river: told from its own first reading, each gauge would meet its neighbours at another time.
  const first = Math.min(...[...river.series.values()].flatMap(({ times }) => times[0] ?? []));
  const series = new Map([...river.series].map(([id, each]) => [id, retimed(each, first, pace)]));
  const stations = river.stations.map((station) => ({ ...station, intervalMin: station.intervalMin / pace }));
  const record = recordAsOf({ stations, series }, Number.POSITIVE_INFINITY);
  // Rows say when they really were, however fast their flood is told.
  const inItsTime = (rows: TrainingRows): TrainingRows => ({
    ...rows,
    times: rows.times.map((at) => first + (at - first) * pace),
  });
  return record.stations.flatMap((station) => {
    if (river.notTaught.includes(station.id)) return [];
    const isLong = river.series.get(station.id)!.times.length > YEARS.rows;
    const taught = toldByGauge(record, station, {
      until: Number.POSITIVE_INFINITY,
      quietThinning: isLong ? QUIET_THINNING.long : QUIET_THINNING.usual,
      weight: isLong ? YEARS.weight : 1,
    });
    if (taught === null) return [];
    const [rows, silent] = [inItsTime(taught.rows), inItsTime(taught.silent)];
    return [{ river: river.id, gauge: pastGauge(river, station.id), pace, rows, silent }];
  });
}

/** A gauge as its owner names it, without the remarks behind; the river as its recording is named where its owner does not say. */
function pastGauge({ id, stations }: PriorRiver, station: string): PastGauge {
  const { name, river } = stations.find((each) => each.id === station)!;
  const named = river || id.replaceAll('-', ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
  return { station: null, name: name.replace(/ *[[(].*$/, ''), river: named };
}

function retimed({ times, values }: Series, first: Instant, by: number): Series {
  return { times: times.map((at) => first + Math.round((at - first) / by)), values };
}
