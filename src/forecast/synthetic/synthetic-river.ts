import { HOUR_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import type { Recorded } from '../learn/river-record.ts';
import { type Draws, drawsFrom } from './draws.ts';
import { rainfall, type Span } from './rainfall.ts';
import { type Ground, ground, runoff } from './runoff.ts';

const SPAN: Span = { days: 75, stepH: 1 / 6 };
const GAUGES = 3;
/** Until the ground has forgotten how it was made. */
const SETTLES_H = 72;
/** When it is told to have been matters to nobody. */
const BEGINS = Date.UTC(2001, 0, 1);
const RAIN = 'rain';

/** How a river turns its water into what its gauges show. */
interface Channel {
  /** From one gauge to the next. */
  travelH: number;
  /** A level rises with this power of the flow: a wide channel .6 (Manning), a narrow one less. */
  power: number;
}

/**
 * A small river that never was: three gauges one below the other and a rain gauge, in ten-minute steps, by textbook hydrology whose every
 * number is drawn anew for each seed. It teaches how rivers answer to rain, which of the open recordings one alone shows. Nothing of it but
 * how high its water comes is fitted to a recording.
 */
export function syntheticRiver(seed: number): Recorded {
  const draws = drawsFrom(seed);
  const rain = rainfall(draws, SPAN, GAUGES);
  const basin = ground(draws);
  const channel = { travelH: draws.lognormal(0.75, 0.5), power: 0.45 + 0.2 * draws.uniform() };
  const flows = flowsAlong(draws, basin, channel, rain.basins);
  const first = Math.round(SETTLES_H / SPAN.stepH);
  const times = Float64Array.from(rain.gauge, (_, step) => BEGINS + step * SPAN.stepH * HOUR_MS);
  const stations = [rainGauge()];
  const series = new Map([[RAIN, { times, values: rain.gauge.map((mm) => Math.round(mm * 10) / 10) }]]);
  for (const [index, flow] of flows.entries()) {
    const { bankfullRiseM, levels } = levelsOf(draws, flow.subarray(first), channel);
    stations.push(stageGauge(index, bankfullRiseM));
    series.set(idOf(index), { times: times.subarray(first), values: levels });
  }
  return { stations, series };
}

/** The flow at each gauge: its own basin's, and what passed the gauge above, later and flatter (lag and route; Meyer 1941). */
function flowsAlong(draws: Draws, basin: Ground, { travelH }: Channel, rain: readonly Float64Array[]): Float64Array[] {
  const { stepH } = SPAN;
  const flows: Float64Array[] = [];
  for (const fallen of rain) {
    const above = flows.at(-1) ?? new Float64Array(fallen.length);
    const halfH = (travelH * draws.lognormal(1, 0.3)) / 2;
    const delay = Math.round(halfH / stepH);
    const area = 0.5 + draws.uniform();
    const own = runoff(draws, basin, fallen, stepH);
    let held = 0;
    flows.push(
      own.map((flow, step) => {
        held += above[Math.max(0, step - delay)]! * stepH;
        const passed = held * (1 - Math.exp(-stepH / halfH));
        held -= passed;
        return passed / stepH + area * flow;
      }),
    );
  }
  return flows;
}

/**
 * Its highest water in ten weeks, above the usual level and in bankfull rises as its operator roughly knows them, which a river passes once in a
 * year or two (Leopold 1964). Chosen on Wangsukcheon.
 */
const HIGHEST = { least: 0.15, most: 1.5 };

/** In metres above a gauge's zero. */
function levelsOf({ uniform, normal, lognormal }: Draws, flow: Float64Array, { power }: Channel) {
  const stages = flow.map((each) => each ** power);
  const sorted = stages.toSorted();
  const usual = sorted[sorted.length >> 1]!;
  const bankfullRiseM = lognormal(1.5, 0.5);
  const highest = HIGHEST.least * (HIGHEST.most / HIGHEST.least) ** uniform();
  const noiseM = 0.003 * uniform();
  const metres = (bankfullRiseM * highest) / (sorted.at(-1)! - usual);
  const toHalfCm = (level: number): number => Math.round(level * 200) / 200;
  return {
    bankfullRiseM,
    levels: stages.map((stage) => toHalfCm(0.5 + (stage - usual) * metres + noiseM * normal())),
  };
}

const idOf = (index: number): string => `gauge-${index}`;
const ANY = { river: '', intervalMin: SPAN.stepH * 60, delayMin: 0, position: null, attribution: null };

function stageGauge(index: number, bankfullRiseM: number): Station {
  const upstream = index === 0 ? [RAIN] : [RAIN, idOf(index - 1)];
  const limits = { minValue: -1000, maxValue: 1000 };
  return { ...ANY, ...limits, id: idOf(index), name: '', quantity: 'stage', upstream, bankfullRiseM };
}

function rainGauge(): Station {
  return { ...ANY, id: RAIN, name: '', quantity: 'rain', upstream: [], bankfullRiseM: 1, minValue: 0, maxValue: 500 };
}
