import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { levelsAbove } from '../observed/river-tree.ts';
import { beforeRunningFlood, FLOOD_RISE } from '../observed/running-flood.ts';
import { countUntil, sliceOf } from '../observed/series.ts';
import { type Experience, experienceOf } from './experience.ts';
import { fitOwnModel, type OwnModel } from './fit-own-model.ts';
import { floodRiseOf } from './own-floods.ts';
import { type RiverRecord, toldByGauge } from './river-record.ts';
import { thinRows } from './thin-rows.ts';
import { QUIET_THINNING, type TrainingRows } from './training-rows.ts';
import { weighTributaries } from './weigh-tributaries.ts';

/** What one gauge learned from itself, and what it teaches all; plain data. */
export interface GaugeLesson {
  model: OwnModel | null;
  experience: Experience;
  /** How much each gauge above it counts among those of its level; empty where no confluence lies above. */
  tributaries: ReadonlyMap<string, number>;
  taught: TrainingRows;
  /** The same as it would have been seen had the gauge been silent. */
  silent: TrainingRows;
  ownRows: number;
}

/** From so many years on a record is thinned more: on five it cost some skill (measured). */
const LONG_RECORD_MS = 8 * 365 * DAY_MS;

/** What a gauge learns from its record until a moment, and at most `mostTaught` of its situations, which teach all others; `null` where there are none. */
export function learnGauge(
  record: RiverRecord,
  station: Station,
  until: Instant,
  mostTaught: number,
): GaugeLesson | null {
  const { own } = record.gauges.get(station.id)!;
  const lastAt = own.times[countUntil(own, until) - 1] ?? Number.NEGATIVE_INFINITY;
  const isLong = lastAt - own.times[0]! > LONG_RECORD_MS;
  const quietThinning = isLong ? QUIET_THINNING.long : QUIET_THINNING.usual;
  const options = { until: beforeRunningFlood(own, FLOOD_RISE, until), quietThinning, weight: 1 };
  const evenly = toldByGauge(record, station, options);
  if (evenly === null) return null;
  const levels = levelsAbove(record.trees.get(station.id)!, station.id);
  const tributaries = weighTributaries(evenly.rows, levels, record.gauges);
  const told = tributaries.size > 0 ? toldByGauge(record, station, options, tributaries)! : evenly;
  const floodRise = floodRiseOf(sliceOf(own, Number.NEGATIVE_INFINITY, until));
  const model = fitOwnModel({ station: station.id, name: station.name, river: station.river }, told, floodRise);
  return {
    model,
    experience: experienceOf(told.rows),
    tributaries,
    taught: thinRows(told.rows, mostTaught),
    silent: thinRows(told.silent, mostTaught),
    ownRows: told.rows.count,
  };
}
