import { byDelivery, type Instant, MINUTE_MS, type TimedMessage } from '../message.ts';
import { normal, seededRandom } from '../random.ts';
import type { Source, Station } from '../source.ts';
import { linearReservoir, routeReach } from './linear-reservoir.ts';
import { type Burst, rainSeries } from './rain.ts';
import type { Gauge, River } from './river.ts';

export interface Weather {
  lengthH: number;
  bursts: readonly Burst[];
}

/** Every invented flood begins here; `--live` moves it to the present. */
const SYNTHETIC_START: Instant = Date.UTC(2026, 0, 1);

const STEP_MIN = 10;
const STEP_H = STEP_MIN / 60;
/** Of the water that reaches the river, this much runs off fast; the rest seeps through the ground. */
const FAST_SHARE = 0.8;
const GROUND_RESIDENCE_H = 40;
const DRY_FLOW_M3S_PER_KM2 = 0.012;
/** A gauge is good to a few millimetres. */
const GAUGE_NOISE_M = 0.003;

/** Rain → storage on the land → routing down the tree → stage. The same river, weather and seed give the same readings. */
export function simulateRiver(river: River, weather: Weather, seed: number): Source {
  const steps = Math.round(weather.lengthH / STEP_H);
  const rainMm = rainSeries(weather.bursts, steps, STEP_H, seededRandom(seed, river.rainGauge.id));
  const flows = dischargeM3s(river, rainMm, seed);
  const series = river.gauges.flatMap((gauge) => {
    const random = seededRandom(seed, `${gauge.id} noise`);
    return (flows.get(gauge.id) ?? []).map((flow, step) =>
      reading(gauge.id, 'stage', step, roundTo(stageM(gauge, flow) + GAUGE_NOISE_M * normal(random), 3)),
    );
  });
  const rain = rainMm.map((mm, step) => reading(river.rainGauge.id, 'rain', step, roundTo(mm, 1)));
  return { name: river.name, stations: stationsOf(river), messages: byDelivery([...series, ...rain]) };
}

/** Mean flow of each step at every gauge. */
export function dischargeM3s(river: River, rainMm: readonly number[], seed: number): Map<string, number[]> {
  const flows = new Map<string, number[]>();
  for (const gauge of river.gauges) {
    const local = runoffM3s(gauge, rainMm, 0.8 + 0.4 * seededRandom(seed, gauge.id)());
    const routed = gauge.upstream.map((id) => routeReach(flows.get(id) ?? [], gauge.travelH, STEP_H));
    flows.set(
      gauge.id,
      local.map((flow, step) => routed.reduce((sum, above) => sum + (above[step] ?? 0), flow)),
    );
  }
  return flows;
}

function runoffM3s(gauge: Gauge, rainMm: readonly number[], rainFactor: number): number[] {
  // 1 mm on 1 km² is 1,000 m³.
  const toM3s = (mm: number): number =>
    (mm * rainFactor * gauge.runoffShare * gauge.areaKm2 * 1_000) / (STEP_H * 3_600);
  const water = rainMm.map(toM3s);
  const fast = linearReservoir(water, gauge.residenceH, STEP_H);
  const slow = linearReservoir(water, GROUND_RESIDENCE_H, STEP_H);
  const dry = DRY_FLOW_M3S_PER_KM2 * gauge.areaKm2;
  return water.map((_, step) => dry + FAST_SHARE * fast[step]! + (1 - FAST_SHARE) * slow[step]!);
}

/**
 * Rating curve: stage grows with flow^0.6 (Manning, wide bed); above bankfull the water spreads and rises half as fast.
 * @example stageM({ ...gauge, zeroM: 0.5, bankfullRiseM: 3, bankfullM3s: 380 }, 380) // 3.5
 */
export function stageM(gauge: Pick<Gauge, 'zeroM' | 'bankfullRiseM' | 'bankfullM3s'>, flowM3s: number): number {
  const fill = (flowM3s / gauge.bankfullM3s) ** 0.6;
  return gauge.zeroM + gauge.bankfullRiseM * (fill <= 1 ? fill : 1 + (fill - 1) / 2);
}

function stationsOf(river: River): Station[] {
  const gauges = river.gauges.map(
    ({ id, name, upstream, bankfullRiseM }): Station => ({
      id,
      name,
      quantity: 'stage',
      stepMin: STEP_MIN,
      upstream,
      bankfullRiseM,
    }),
  );
  const rain: Station = { ...river.rainGauge, quantity: 'rain', stepMin: STEP_MIN, upstream: [], bankfullRiseM: null };
  return [...gauges, rain];
}

function reading(station: string, quantity: 'stage' | 'rain', step: number, value: number): TimedMessage {
  // Stamped at the end of the step: rain is the sum since the reading before.
  const at = SYNTHETIC_START + (step + 1) * STEP_MIN * MINUTE_MS;
  return { station, quantity, observedAt: at, value, deliverAt: at };
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
