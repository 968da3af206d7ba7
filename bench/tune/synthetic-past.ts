import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import type { Series } from '../../src/forecast/observed/series.ts';
import { DAY_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { type Hindcast, TUNED_LEADS_H } from '../../src/verification/backtest/hindcast.ts';
import { stationNamed } from '../../tests/support/station-named.ts';

export const EVERY_MS = 15 * MINUTE_MS;
export const YEARS = 10;
const MOMENTS = Math.round((YEARS * 365.25 * DAY_MS) / EVERY_MS);
/** About sixteen rises a year, each of its own size: as on a small river in a wet country. */
const RISES_A_MOMENT = 16 / ((365.25 * DAY_MS) / EVERY_MS);

export const station = stationNamed('gauge', { intervalMin: 15, minValue: -1, maxValue: 20 });

/** Ten years of stages: rain falls at random, the river rises in hours and falls in days. */
export function syntheticSeries(): Series {
  const random = seededRandom(1);
  const times = new Float64Array(MOMENTS);
  const values = new Float64Array(MOMENTS);
  let [store, water] = [0, 0];
  for (let index = 0; index < MOMENTS; index++) {
    if (random() < RISES_A_MOMENT) store += -Math.log(1 - random()) * 1.6;
    const inflow = store * 0.06;
    store -= inflow;
    water += inflow - water * 0.012;
    times[index] = index * EVERY_MS;
    values[index] = 0.4 + water + 0.01 * random();
  }
  return { times, values };
}

/** Chances that know about the future what a fair model would, and err as one would: surer, the nearer the mark. */
export function syntheticHindcast(series: Series, marksM: readonly number[]): Hindcast {
  const random = seededRandom(2);
  const chances = marksM.flatMap((markM) => TUNED_LEADS_H.map((leadTimeH) => column(series, markM, leadTimeH, random)));
  return {
    station: station.id,
    marksM,
    leadTimesH: TUNED_LEADS_H,
    fitUntil: 0,
    fittedAt: [0],
    issuedAt: series.times,
    stageM: series.values,
    observedAt: series.times,
    dataAt: series.times,
    trembleM: series.times.map(() => 0),
    chances,
  };
}

function column({ values }: Series, markM: number, leadTimeH: number, random: () => number): Float32Array {
  const steps = leadTimeH * 4;
  let [highest, until, noise] = [Number.NEGATIVE_INFINITY, 0, 0];
  return Float32Array.from(values, (stageM, index) => {
    if (index >= until) {
      highest = Math.max(...values.subarray(index, index + steps + 4));
      until = index + 4;
    }
    noise = 0.9 * noise + 0.3 * (random() - 0.5);
    if (stageM >= markM) return 1;
    return 1 / (1 + Math.exp(-(highest - markM + noise) / (0.08 + 0.02 * leadTimeH)));
  });
}
