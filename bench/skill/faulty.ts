import type { RiverRecord } from '../../src/forecast/learn/river-record.ts';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { createGauge, type Gauge } from '../../src/forecast/observed/gauge.ts';
import { levelsAbove } from '../../src/forecast/observed/river-tree.ts';
import { countUntil, type Series, sliceOf } from '../../src/forecast/observed/series.ts';
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
/** The rise: from its lowest in the half day before it passes the lowest mark to its highest in the hours after. */
const RISE_MS = { before: 12 * HOUR_MS, after: 6 * HOUR_MS };
const STUCK_HALF_WAY_MS = 6 * HOUR_MS;
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
    const from = floodsAt.map((at) => at - STUCK.beforeMs);
    const faulty = upstream(record, station).reduce((before, id) => stuck(before, id, from, STUCK.forMs), record);
    return () => faulty;
  },
  'own gauge: stuck for 6 h from half way up each flood': (record, station, floodsAt) => {
    const { own } = record.gauges.get(station.id)!;
    const faulty = stuck(
      record,
      station.id,
      floodsAt.map((at) => halfWayUp(own, at)),
      STUCK_HALF_WAY_MS,
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

/** One gauge that repeats from each of these moments on what it told then. */
function stuck(record: RiverRecord, id: string, from: readonly Instant[], forMs: number): RiverRecord {
  return altered(record, id, ({ times, values }) => ({
    times,
    values: values.map((value, index) => {
      const stop = from.find((at) => isWithin(times[index]!, at, forMs));
      if (stop === undefined) return value;
      return values[countUntil({ times }, stop) - 1] ?? value;
    }),
  }));
}

/** The last reading before a flood passes its mark that lies below the middle of its rise. */
function halfWayUp({ times, values }: Series, passageAt: Instant): Instant {
  const rise = sliceOf({ times, values }, passageAt - RISE_MS.before, passageAt + RISE_MS.after).values;
  const middle = (Math.min(...rise) + Math.max(...rise)) / 2;
  let last = countUntil({ times }, passageAt) - 1;
  while (last > 0 && (times[last]! >= passageAt || values[last]! >= middle)) last--;
  return times[last]!;
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
  const raw = { times: gauge.read.times, values: gauge.read.values.map((v) => gauge.zero + gauge.scale * v) };
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
    gauges.set(id, { ...gauge, read: cut(gauge.read), own: cut(gauge.own), series: cut(gauge.series) });
  }
  return { ...record, gauges };
}

function isWithin(at: Instant, from: Instant, ms: number): boolean {
  return at > from && at <= from + ms;
}
