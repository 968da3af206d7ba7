import type { RiverRecord } from '../../src/forecast/learn/river-record.ts';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { createGauge, type Gauge } from '../../src/forecast/observed/gauge.ts';
import { levelsAbove } from '../../src/forecast/observed/river-tree.ts';
import { type Series, sliceOf } from '../../src/forecast/observed/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Station } from '../../src/territory/station.ts';

/** What is wrong for one gauge that is forecast: its river as it is seen at a moment. */
export type Fault = (
  record: RiverRecord,
  station: Station,
  floodsAt: readonly Instant[],
) => (at: Instant) => RiverRecord;

/** Of so many readings one is thrown up by the bankfull rise, a metre at least; never two together. */
const SPIKE_EVERY = 20;
const STUCK = { beforeMs: 3 * HOUR_MS, forMs: 12 * HOUR_MS };
const SHIFTED_BEFORE_MS = DAY_MS;
const SILENT_MS = 2 * HOUR_MS;
const BATCH_MS = HOUR_MS;

/** Each is told to the forecast as it comes: past the checks on readings, which would find some of them first. */
export const faultsByName: Record<string, Fault> = {
  'own gauge: a lone spike in every 20 readings': (record, station) => {
    const random = seededRandom(7);
    const faulty = altered(record, station.id, ({ times, values }, { scale }) => {
      const spoilt = values.slice();
      for (let first = 0; first + SPIKE_EVERY <= values.length; first += SPIKE_EVERY) {
        spoilt[first + Math.floor(random() * (SPIKE_EVERY - 1))]! += Math.max(1, scale);
      }
      return { times, values: spoilt };
    });
    return () => faulty;
  },
  'next gauge upstream: stuck for 12 h from 3 h before each flood': (record, station, floodsAt) => {
    const faulty = upstream(record, station).reduce(
      (before, id) =>
        altered(before, id, ({ times, values }) => ({
          times,
          values: values.map((value, index) => {
            const flood = floodsAt.find((at) => isWithin(times[index]!, at - STUCK.beforeMs, STUCK.forMs));
            if (flood === undefined) return value;
            return sliceOf({ times, values }, Number.NEGATIVE_INFINITY, flood - STUCK.beforeMs).values.at(-1) ?? value;
          }),
        })),
      record,
    );
    return () => faulty;
  },
  'next gauge upstream: another zero from a day before the first flood': (record, station, floodsAt) => {
    const from = (floodsAt[0] ?? Number.POSITIVE_INFINITY) - SHIFTED_BEFORE_MS;
    const faulty = upstream(record, station).reduce(
      (before, id) =>
        altered(before, id, ({ times, values }, { scale }) => ({
          times,
          values: values.map((value, index) => (times[index]! >= from ? value + scale : value)),
        })),
      record,
    );
    return () => faulty;
  },
  'next gauge upstream: silent': (record, station) => silent(record, upstream(record, station)),
  'the gauge above that: silent': (record, station) => silent(record, upstreamOf(record, station, 2)),
  'rain gauges: silent': (record, station) => silent(record, record.trees.get(station.id)!.rain),
  'all gauges: readings come in batches, at the issue time up to an hour old': (record) => (at) =>
    seenUntil(record, [...record.gauges.keys()], at - BATCH_MS),
  'own gauge: silent for 2 h': (record, station) => (at) => seenUntil(record, [station.id], at - SILENT_MS),
};

function upstream(record: RiverRecord, station: Station): readonly string[] {
  return upstreamOf(record, station, 1);
}

/** The gauges so many levels up. */
function upstreamOf(record: RiverRecord, { id }: Station, levels: number): readonly string[] {
  return levelsAbove(record.trees.get(id)!, id)[levels - 1] ?? [];
}

/** As if these had never been there. */
function silent(record: RiverRecord, ids: readonly string[]): (at: Instant) => RiverRecord {
  const nothing: Series = { times: new Float64Array(0), values: new Float64Array(0) };
  const faulty = ids.reduce((before, id) => altered(before, id, () => nothing), record);
  return () => faulty;
}

/** The record with one gauge told anew, in metres or cubic metres as it was observed. */
function altered(record: RiverRecord, id: string, alter: (raw: Series, gauge: Gauge) => Series): RiverRecord {
  const gauge = record.gauges.get(id)!;
  const station = record.stations.find((each) => each.id === id)!;
  const raw = { times: gauge.own.times, values: gauge.own.values.map((v) => gauge.zero + gauge.scale * v) };
  const stage: Station = { ...station, quantity: 'stage' };
  const faulty = createGauge(stage, alter(raw, gauge), gauge);
  return { ...record, gauges: new Map(record.gauges).set(id, { ...faulty, quantity: station.quantity }) };
}

/** Some gauges as if nothing had come since an instant. */
function seenUntil(record: RiverRecord, ids: readonly string[], until: Instant): RiverRecord {
  const gauges = new Map(record.gauges);
  for (const id of ids) {
    const gauge = gauges.get(id)!;
    const cut = (series: Series): Series => sliceOf(series, Number.NEGATIVE_INFINITY, until);
    gauges.set(id, { ...gauge, own: cut(gauge.own), series: cut(gauge.series) });
  }
  return { ...record, gauges };
}

function isWithin(at: Instant, from: Instant, ms: number): boolean {
  return at > from && at <= from + ms;
}
