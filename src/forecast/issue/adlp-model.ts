import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../../reading/reading.ts';
import type { Network } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';
import type { ForecastModel } from '../forecast-model.ts';
import { type NetworkFit, noiseOfFit } from '../learn/fit-network.ts';
import { STILL_MS } from '../observed/datum-steps.ts';
import { createGauge, type Gauge, scaleOf, zeroShift } from '../observed/gauge.ts';
import { alwaysUsual } from '../observed/normal-levels.ts';
import { seriesOf } from '../observed/observed-series.ts';
import { riverTree } from '../observed/river-tree.ts';
import { forecastGauge } from './forecast-gauge.ts';
import type { PastForecasts } from './updating.ts';

/**
 * The analogue-dressed local projection: past situations like the present one, found by a forest that is told a linear mean
 * and its spread, and what came of them in size. Reads a day and a half of readings; all else is in the fit.
 */
export function createAdlpModel(network: Network, fit: NetworkFit): ForecastModel {
  // Forecasts of one round share the readings of the gauges above them: each list of readings is made a gauge once.
  const made = new WeakMap<readonly Reading[], { gauge: Gauge; until: Instant }>();
  const gaugeOf = (station: Station, readings: readonly Reading[], until: Instant): Gauge => {
    const known = made.get(readings);
    if (known?.until === until) return known.gauge;
    const gauge = makeGauge(station, readings, fit, until);
    made.set(readings, { gauge, until });
    return gauge;
  };
  const pasts = new Map<string, PastForecasts>();
  const pastOf = (station: string): PastForecasts => {
    const past = pasts.get(station) ?? new Map();
    pasts.set(station, past);
    return past;
  };
  return {
    version: fit.version,
    reaches: fit.reaches,
    noiseM: (station) => noiseOfFit(fit, station),
    forecast({ station: id, issuedAt, own: readings, others }) {
      const station = network.stations.get(id)!;
      const own = gaugeOf(station, readings, issuedAt);
      const gauges = new Map<string, Gauge>([[id, own]]);
      for (const [each, itsReadings] of others) {
        const other = network.stations.get(each);
        if (other !== undefined && each !== id) gauges.set(each, gaugeOf(other, itsReadings, issuedAt));
      }
      return forecastGauge(fit, own, riverTree(network, id), gauges, issuedAt, pastOf(id));
    },
  };
}

/** A gauge from the readings at hand; its scale and usual level come from the fit, or where that had yet to see it, from the first of them. */
function makeGauge(station: Station, readings: readonly Reading[], fit: NetworkFit, until: Instant): Gauge {
  const series = seriesOf(readings, until);
  const scale = fit.scales.get(station.id) ?? scaleOf(station, series, Number.NEGATIVE_INFINITY);
  const usual = fit.normals.get(station.id);
  if (usual === undefined) return createGauge(station, series, scale, { isJudged: true });
  const since = fit.levelledAt - STILL_MS;
  const gauge = createGauge(station, series, scale, { isJudged: true, usual: { level: usual, since } });
  // Its series is told in the zero of the first of these readings; of another zero set since, the usual level holds what was known by then.
  return { ...gauge, normals: alwaysUsual(usual - zeroShift(gauge, since)) };
}
