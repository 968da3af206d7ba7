import { blurredMaxima, passageCurve } from '../../forecast/ensemble/exceedance-probability.ts';
import type { PathEnsemble } from '../../forecast/ensemble/path-ensemble.ts';
import { atLeadTime } from '../../forecast/ensemble/running-maxima.ts';
import { noiseOfFit } from '../../forecast/learn/fit-network.ts';
import type { Recorded } from '../../forecast/learn/river-record.ts';
import { countUntil, type Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { createNetwork } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';
import { type ForwardEvents, type ForwardOptions, runForward } from './run-forward.ts';

/** The lead times (h) that a policy may be tuned to. */
export const TUNED_LEADS_H = [1, 2, 3, 6, 12] as const;

/**
 * What the service would have said at one gauge through the years, in columns: one row a moment, never by a model that had seen
 * what came after. Policies are replayed over it in seconds.
 */
export interface Hindcast {
  station: string;
  /** Rising. */
  marksM: readonly number[];
  /** Rising. */
  leadTimesH: readonly number[];
  /** The first fit was made by what was known until then; nothing before it was forecast. */
  fitUntil: Instant;
  /** When the model was fitted anew. */
  fittedAt: readonly Instant[];
  issuedAt: Float64Array;
  /** The gauge's newest observation at the time and when it was made; `NaN` before the first. */
  stageM: Float64Array;
  observedAt: Float64Array;
  /** The newest observation here or upstream. */
  dataAt: Float64Array;
  /** The standard deviation of the gauge's noise, as the last fit had found it; 0 where that was too little to count. */
  trembleM: Float64Array;
  /** One column a mark and lead time (see `columnOf`), one value a moment; `NaN` where there was no forecast. */
  chances: readonly Float32Array[];
}

/** The service looks again with each reading; at a gauge that reports more often so many minutes will do. */
const LEAST_STEP_MS = 15 * MINUTE_MS;

export function hindcastStepMs({ intervalMin }: Pick<Station, 'intervalMin'>): number {
  return Math.max(LEAST_STEP_MS, intervalMin * MINUTE_MS);
}

export type HindcastOptions = Omit<ForwardOptions, 'stations' | 'refit'> & {
  station: string;
  marksM: readonly number[];
  leadTimesH: readonly number[];
};

/** Runs forward through the record of one gauge. Minutes for years at 15 minutes: run it once, off the event loop, and keep it. */
export function makeHindcast(
  recorded: Recorded,
  options: HindcastOptions,
  events: Omit<ForwardEvents, 'onForecast'> = {},
): Hindcast {
  const { station, leadTimesH } = options;
  const marksM = options.marksM.toSorted((a, b) => a - b);
  const known = [station, ...createNetwork(recorded.stations).upstreamOf(station)];
  const all = known.flatMap((id) => recorded.series.get(id) ?? []);
  const own = recorded.series.get(station) ?? { times: new Float64Array(0), values: new Float64Array(0) };
  const fittedAt: Instant[] = [];
  const columns: Record<'issuedAt' | 'stageM' | 'observedAt' | 'dataAt' | 'trembleM', number[]> = {
    issuedAt: [],
    stageM: [],
    observedAt: [],
    dataAt: [],
    trembleM: [],
  };
  let trembleM = 0;
  const chances: number[][] = marksM.flatMap(() => leadTimesH.map(() => []));
  runForward(
    recorded,
    { ...options, stations: [station], refit: true },
    {
      ...events,
      onFit(fit) {
        fittedAt.push(fit.fittedAt);
        trembleM = noiseOfFit(fit, station);
        events.onFit?.(fit);
      },
      onForecast(_, at, ensemble) {
        const newest = countUntil(own, at) - 1;
        columns.issuedAt.push(at);
        // What a forecast starts from is free of lone spikes, as what the service judges by is.
        columns.stageM.push(ensemble?.stageM ?? own.values[newest] ?? Number.NaN);
        columns.observedAt.push(ensemble?.observedAt ?? own.times[newest] ?? Number.NaN);
        columns.dataAt.push(newestOf(all, at));
        columns.trembleM.push(trembleM);
        chancesOf(ensemble, marksM, leadTimesH).forEach((chance, column) => chances[column]!.push(chance));
      },
    },
  );
  return {
    station,
    marksM,
    leadTimesH,
    fitUntil: options.fitUntil,
    fittedAt,
    issuedAt: Float64Array.from(columns.issuedAt),
    stageM: Float64Array.from(columns.stageM),
    observedAt: Float64Array.from(columns.observedAt),
    dataAt: Float64Array.from(columns.dataAt),
    trembleM: Float64Array.from(columns.trembleM),
    chances: chances.map((column) => Float32Array.from(column)),
  };
}

function newestOf(all: readonly Series[], at: Instant): Instant {
  return Math.max(...all.map((series) => series.times[countUntil(series, at) - 1] ?? Number.NEGATIVE_INFINITY));
}

function chancesOf(ensemble: PathEnsemble | null, marksM: readonly number[], leadTimesH: readonly number[]): number[] {
  if (ensemble === null) return marksM.flatMap(() => leadTimesH.map(() => Number.NaN));
  const maxima = blurredMaxima(ensemble);
  return marksM.flatMap((markM) => {
    const curve = passageCurve(ensemble, markM, maxima);
    return leadTimesH.map((leadTimeH) => atLeadTime(curve, ensemble.leadTimesH, leadTimeH));
  });
}

/** Which column of `chances` a mark and a lead time have; `null` where the hindcast does not hold them. */
export function columnOf(
  { marksM, leadTimesH }: Pick<Hindcast, 'marksM' | 'leadTimesH'>,
  markM: number,
  leadTimeH: number,
): number | null {
  const mark = marksM.findIndex((each) => Math.abs(each - markM) < 1e-6);
  const lead = leadTimesH.findIndex((each) => Math.abs(each - leadTimeH) < 1e-6);
  return mark === -1 || lead === -1 ? null : mark * leadTimesH.length + lead;
}
