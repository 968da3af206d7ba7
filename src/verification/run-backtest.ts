import { maxQuantileCurves } from '../forecast/ensemble-quantiles.ts';
import { blurredMaxima, passageCurve } from '../forecast/exceedance-probability.ts';
import { originOf, situationAt } from '../forecast/features.ts';
import { fitNetwork, type NetworkFit, type PriorLesson } from '../forecast/fit-network.ts';
import { keptQuantiles } from '../forecast/forecast-store.ts';
import { issueForecast } from '../forecast/issue-forecast.ts';
import { passageWindow } from '../forecast/passage-window.ts';
import type { PathEnsemble } from '../forecast/path-ensemble.ts';
import { createRiverRecord, scalesUntil } from '../forecast/river-record.ts';
import { atLeadTime } from '../forecast/running-maxima.ts';
import { countUntil } from '../forecast/series.ts';
import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Dataset } from './dataset.ts';

export interface BacktestOptions {
  fitUntil: Instant;
  from: Instant;
  to: Instant;
  everyMs: number;
  stations: readonly string[];
  leadTimesH: readonly number[];
  /** `null`: the dataset's own. */
  marksM: readonly number[] | null;
  prior: readonly PriorLesson[];
  /** Fit again as the record grows; `false` for the one fit only. */
  refit: boolean;
}

export interface BacktestRow {
  issuedAt: Instant;
  station: string;
  markM: number;
  leadTimeH: number;
  probability: number;
  /** Of the highest stage in the window, one for each of `keptQuantiles`. */
  maxM: readonly number[];
  passage: { p10At: Instant; p50At: Instant; p90At: Instant } | null;
  stageM: number;
  degraded: readonly string[];
}

export interface BacktestEvents {
  onRow(row: BacktestRow): void;
  onProgress?(at: Instant): void;
  onFit?(fit: NetworkFit): void;
}

/** The record has grown by this share since the last fit, and by a week at least. */
const GROWTH = 0.25;
const LEAST_GROWTH_MS = 7 * DAY_MS;

/** Runs forward through a recorded river as the live service would: at every issue time only what was observed by then. */
export function runBacktest(dataset: Dataset, options: BacktestOptions, events: BacktestEvents): void {
  const scales = scalesUntil(dataset.stations, dataset.series, options.fitUntil);
  const record = createRiverRecord(dataset.stations, dataset.series, scales);
  const start = Math.min(...[...dataset.series.values()].map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY));
  const end = Math.max(...[...dataset.series.values()].map(({ times }) => times.at(-1) ?? Number.NEGATIVE_INFINITY));
  const refit = (until: Instant): NetworkFit => {
    const fit = fitNetwork(record, options.prior, until);
    events.onFit?.(fit);
    return fit;
  };
  let fit = refit(options.fitUntil);
  const first = Math.floor(options.from / options.everyMs) * options.everyMs + options.everyMs;
  for (let at = first; at <= Math.min(options.to, end); at += options.everyMs) {
    if (options.refit && isDue(fit.fittedAt, at, start) && hasNews(dataset, fit.fittedAt, at)) fit = refit(at);
    for (const id of options.stations) {
      const ensemble = forecastAt(record, fit, id, at);
      if (ensemble === null) continue;
      const marks = options.marksM ?? Object.values(dataset.stations.find((each) => each.id === id)!.marks);
      for (const row of readAll(ensemble, marks, options.leadTimesH)) events.onRow(row);
    }
    events.onProgress?.(at);
  }
}

function isDue(fittedAt: Instant, at: Instant, start: Instant): boolean {
  return at - fittedAt >= Math.max(LEAST_GROWTH_MS, GROWTH * (fittedAt - start));
}

function hasNews({ series }: Dataset, from: Instant, to: Instant): boolean {
  return [...series.values()].some((each) => countUntil(each, to) > countUntil(each, from));
}

/** The forecast of one gauge at one moment from a whole record, of which it sees what was observed by then. */
function forecastAt(
  record: ReturnType<typeof createRiverRecord>,
  fit: NetworkFit,
  station: string,
  issuedAt: Instant,
): PathEnsemble | null {
  const own = record.gauges.get(station)!;
  const newest = countUntil(own.own, issuedAt) - 1;
  if (newest < 0) return null;
  const observedAt = own.own.times[newest]!;
  const origin = originOf(own, observedAt, issuedAt);
  const situation = situationAt(own, record.trees.get(station)!, record.gauges, origin);
  if (situation === null) return null;
  const stageM = Number((own.zero + own.scale * own.own.values[newest]!).toFixed(4));
  return issueForecast(fit, { station, issuedAt, stageM, observedAt }, situation, origin);
}

function readAll(ensemble: PathEnsemble, marks: readonly number[], leadTimesH: readonly number[]): BacktestRow[] {
  const quantiles = maxQuantileCurves(ensemble, keptQuantiles);
  const byLead = leadTimesH.map((leadTimeH) =>
    quantiles.map((each) => atLeadTime(each, ensemble.leadTimesH, leadTimeH)),
  );
  const maxima = blurredMaxima(ensemble);
  return marks.flatMap((markM) => {
    const curve = passageCurve(ensemble, markM, maxima);
    return leadTimesH.map((leadTimeH, index) => ({
      issuedAt: ensemble.issuedAt,
      station: ensemble.station,
      markM,
      leadTimeH,
      probability: atLeadTime(curve, ensemble.leadTimesH, leadTimeH),
      maxM: byLead[index]!,
      passage: passageWindow(ensemble, markM, leadTimeH, curve),
      stageM: ensemble.stageM,
      degraded: ensemble.degraded,
    }));
  });
}
