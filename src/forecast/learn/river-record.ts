import type { Instant } from '../../lib/clock.ts';
import { createNetwork } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';
import { createGauge, type Gauge, type GaugeScale, scaleOf } from '../observed/gauge.ts';
import { truthOf } from '../observed/observed-truth.ts';
import { type RiverTree, riverTree } from '../observed/river-tree.ts';
import { countUntil, type Series, sliceOf } from '../observed/series.ts';
import { type RowOptions, type Told, trainingRows } from './training-rows.ts';

/** The gauges of one river with what they recorded, ready to forecast from and to learn from. */
export interface RiverRecord {
  stations: readonly Station[];
  gauges: ReadonlyMap<string, Gauge>;
  trees: ReadonlyMap<string, RiverTree>;
}

export function createRiverRecord(
  stations: readonly Station[],
  series: ReadonlyMap<string, Series>,
  scales: ReadonlyMap<string, GaugeScale>,
): RiverRecord {
  const network = createNetwork(stations);
  const nothing: Series = { times: new Float64Array(0), values: new Float64Array(0) };
  return {
    // In what order a configuration names its gauges must not change what is learned of them.
    stations: stations.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    gauges: new Map(
      stations.map((station) => {
        const raw = series.get(station.id) ?? nothing;
        return [station.id, createGauge(station, raw, scales.get(station.id) ?? scaleOf(station, raw, Infinity))];
      }),
    ),
    trees: new Map(stations.map((station) => [station.id, riverTree(network, station.id)])),
  };
}

/** The scales of all gauges from what was received before the fit. */
export function scalesUntil(
  stations: readonly Station[],
  series: ReadonlyMap<string, Series>,
  until: Instant,
): Map<string, GaugeScale> {
  return new Map(
    stations.flatMap((station) => {
      const own = series.get(station.id);
      return own === undefined ? [] : [[station.id, scaleOf(station, own, until)] as const];
    }),
  );
}

/** What was recorded of a river: its gauges and their values. */
export interface Recorded {
  stations: readonly Station[];
  series: ReadonlyMap<string, Series>;
}

/** A record whose gauges are scaled by what they had shown by then. */
export function recordAsOf({ stations, series }: Recorded, until: Instant): RiverRecord {
  return createRiverRecord(stations, series, scalesUntil(stations, series, until));
}

/** Also those that have yet to be seen for the first time. */
export function forecastGauges({ stations }: RiverRecord): string[] {
  return stations.filter(({ quantity }) => quantity === 'stage').map(({ id }) => id);
}

/** What a gauge teaches; `null` for one that tells no stages, or was never seen. */
export function toldByGauge(
  { gauges, trees }: RiverRecord,
  station: Station,
  options: RowOptions,
  weights: RiverTree['weights'] = new Map(),
): Told | null {
  const own = gauges.get(station.id)!;
  if (station.quantity !== 'stage' || own.own.times.length === 0) return null;
  // What is judged as noise, or confirmed, must not hang on what comes later.
  const lastAt = own.own.times[countUntil(own.own, options.until) - 1] ?? Number.NEGATIVE_INFINITY;
  const truth = truthOf(sliceOf(own.hindsight, Number.NEGATIVE_INFINITY, lastAt), station.intervalMin);
  return trainingRows(own, truth, { ...trees.get(station.id)!, weights }, gauges, options);
}
