import { serialize, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { blurredMaxima, passageCurve } from '../../src/forecast/ensemble/exceedance-probability.ts';
import type { ForecastInputs } from '../../src/forecast/forecast-model.ts';
import { createAdlpModel } from '../../src/forecast/issue/adlp-model.ts';
import { fitNetwork, type NetworkFit } from '../../src/forecast/learn/fit-network.ts';
import type { PriorLesson } from '../../src/forecast/learn/prior.ts';
import { createRiverRecord, type RiverRecord, scalesUntil } from '../../src/forecast/learn/river-record.ts';
import { columnsOf } from '../../src/forecast/observed/features.ts';
import { LOOK_BACK_H } from '../../src/forecast/observed/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { median } from '../../src/lib/median.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Dataset } from '../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../src/verification/backtest/run-forward.ts';
import { readingsBetween, truncate } from '../../tests/support/dataset-cuts.ts';
import type { Context } from './context.ts';
import { hidePeriods } from './hide-periods.ts';
import { shown, table } from './markdown.ts';
import type { Outcome } from './outcome.ts';
import { teachReferences } from './teach.ts';
import type { CostTest } from './tests.ts';

const ROUNDS = 2000;
const WARM_UP = 500;
const GAUGES = 1000;
const PERIOD_S = 300;
const MARKS_M = [0.5, 1, 1.5];

interface CostFigures {
  what: string;
  inputs: number;
  fitCpuS: number;
  forecastMs: number;
  neighboursMs: number;
  heldMb: number;
  storedMb: number;
}

/** To be run on a quiet machine. k-NN over at most 20,000 rows is the yardstick: the same machine, the same minutes. */
export function cost(test: CostTest, context: Context): Outcome {
  const annagh = context.read('annagh');
  const year = oneYearOf(annagh, 2006);
  const wangsukcheon = context.read('wangsukcheon');
  const aude = truncate(context.read('aude'), Date.parse('2020-01-26'));
  const own = [
    measure('annagh, one year at 15 min', year, context.priorWithout('annagh'), 'clonsingle-bridge'),
    measure('annagh, fifteen years', annagh, context.priorWithout('annagh'), 'clonsingle-bridge'),
    measure(
      'wangsukcheon, five years, hourly, with rain',
      wangsukcheon,
      context.priorWithout('wangsukcheon'),
      '3-jingwan-bridge',
    ),
    measure('aude, 19 gauges, weeks', aude, context.priorWithout('aude'), '09-puicheric'),
  ];
  const live = liveRound(aude, context.priorWithout('aude'));
  const markdown = `Each with the prior without its group, as in the service. One core; a forecast is the paths of one gauge and the chances of three marks, the median of ${ROUNDS}. k-NN: the same question to the nearest 60 of at most 20,000 rows.

${table(
  ['fit', 'gauges', 'inputs', 'fit s CPU', 'forecast ms', 'k-NN ms', 'forecast ÷ k-NN', 'held MB', 'stored MB'],
  own.map((each) => [
    each.what,
    `${each.gauges}`,
    `${each.inputs}`,
    shown(each.fitCpuS, 1),
    shown(each.forecastMs),
    shown(each.neighboursMs),
    shown(each.forecastMs / each.neighboursMs),
    shown(each.heldMb, 1),
    shown(each.storedMb, 1),
  ]),
)}${GAUGES} gauges as the live service asks (a day and a half of readings each, spikes screened, paths, chances of three marks): ${shown(live.seconds)} s of CPU, ${shown((100 * live.seconds) / PERIOD_S, 2)} % of five minutes of one core.
`;
  return { name: test.name, markdown, figures: { own, live } };
}

function measure(
  what: string,
  dataset: Dataset,
  prior: readonly PriorLesson[],
  station: string,
): CostFigures & { gauges: number } {
  const until = endOf(dataset);
  const record = recordOf(dataset);
  const used = process.cpuUsage();
  const holder: { fit: NetworkFit | null } = { fit: fitNetwork(record, prior, until) };
  const { user, system } = process.cpuUsage(used);
  const heldMb = megabytesOf(holder);
  const fit = fitNetwork(record, prior, until);
  const referencesFor = teachReferences(record, prior, until);
  const moments = momentsAt(dataset, station);
  const forecastMs = medianMs(moments, (at) => {
    const ensemble = forecastAt(record, fit, station, at);
    if (ensemble === null) return;
    const maxima = blurredMaxima(ensemble);
    for (const markM of MARKS_M) passageCurve(ensemble, ensemble.stageM + markM, maxima);
  });
  const neighbours = referencesFor(station, 1) ?? referencesFor(station, 0)!;
  const width = referencesFor(station, 1) === null ? columnsOf(0) : columnsOf(1);
  const neighboursMs = medianMs(moments, () => {
    const situation = new Float64Array(width);
    for (const markM of MARKS_M) neighbours['k-NN']!(situation, markM, 6);
  });
  const stages = dataset.stations.filter(({ quantity }) => quantity === 'stage').length;
  const model = fit.local.get(station) ?? fit.pooled!;
  const deepest = [...model.projections.values()].at(-1)!;
  return {
    what,
    gauges: stages,
    inputs: deepest.seen.lows.length,
    fitCpuS: (user + system) / 1e6,
    forecastMs,
    neighboursMs,
    heldMb,
    storedMb: serialize(fit).length / 1e6,
  };
}

/** What is let go when nothing holds the fit any more: what the engine compiled on the way is held once, by no fit. */
function megabytesOf(holder: { fit: NetworkFit | null }): number {
  const before = heldBytes();
  holder.fit = null;
  return (before - heldBytes()) / 1e6;
}

function recordOf(dataset: Dataset): RiverRecord {
  const { stations, series } = dataset;
  return createRiverRecord(stations, series, scalesUntil(stations, series, endOf(dataset)));
}

/** What is still held after all that can be let go was let go. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let round = 0; round < 3; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The live path for so many gauges, readings in memory: those of one river, asked again and again at other moments. */
function liveRound(dataset: Dataset, prior: readonly PriorLesson[]): { seconds: number; forecasts: number } {
  const until = endOf(dataset);
  const fit = fitNetwork(recordOf(dataset), prior, until);
  const model = createAdlpModel(dataset.network, fit);
  const ids = dataset.stations.filter(({ quantity }) => quantity === 'stage').map(({ id }) => id);
  const count = Math.ceil(GAUGES / ids.length) + 1;
  const rounds = Array.from({ length: count }, (_, round) =>
    inputsAt(dataset, ids, until + (round - count) * PERIOD_S * 1000),
  );
  const ask = (all: readonly ForecastInputs[]): void => {
    for (const inputs of all) {
      const forecast = model.forecast(inputs);
      if (!forecast.ok) continue;
      const maxima = blurredMaxima(forecast.value);
      for (const markM of MARKS_M) passageCurve(forecast.value, forecast.value.stageM + markM, maxima);
    }
  };
  ask(rounds[0]!);
  const asked = rounds.slice(1).flat().slice(0, GAUGES);
  const used = process.cpuUsage();
  ask(asked);
  const { user, system } = process.cpuUsage(used);
  return { seconds: (user + system) / 1e6, forecasts: asked.length };
}

/** As gathered live: gauges that several of them need are read once. */
function inputsAt(dataset: Dataset, ids: readonly string[], issuedAt: Instant): ForecastInputs[] {
  const readings = new Map(
    dataset.stations.map(({ id }) => [id, readingsBetween(dataset, id, issuedAt - LOOK_BACK_H * HOUR_MS, issuedAt)]),
  );
  return ids.map((station) => {
    const above = [...dataset.network.upstreamOf(station)];
    const others = new Map(above.map((id) => [id, readings.get(id) ?? []]));
    return { station, issuedAt, own: readings.get(station)!, others };
  });
}

/** As the service asks, round after round up to the end of the record: what it looks back at was forecast on the way. */
function momentsAt({ series }: Dataset, station: string): Instant[] {
  const last = series.get(station)!.times.at(-1)!;
  const count = ROUNDS + WARM_UP;
  return Array.from({ length: count }, (_, index) => last - (count - 1 - index) * PERIOD_S * 1000);
}

function medianMs(moments: readonly Instant[], work: (at: Instant) => void): number {
  const taken = moments.map((at) => {
    const started = performance.now();
    work(at);
    return performance.now() - started;
  });
  return median(taken.slice(WARM_UP));
}

function oneYearOf(dataset: Dataset, year: number): Dataset {
  const { times } = dataset.series.values().next().value!;
  const [from, to] = [Date.UTC(year), Date.UTC(year + 1)];
  const hidden = [
    { from: times[0]! - DAY_MS, to: from - DAY_MS },
    { from: to + DAY_MS, to: times.at(-1)! + DAY_MS },
  ];
  return { ...dataset, series: hidePeriods(dataset.series, hidden) };
}

function endOf({ series }: Dataset): Instant {
  return Math.max(...[...series.values()].map(({ times }) => times.at(-1) ?? 0));
}
