import { originOf, situationAt } from '../forecast/features.ts';
import { fitNetwork, type NetworkFit, type PriorLesson } from '../forecast/fit-network.ts';
import { issueForecast } from '../forecast/issue-forecast.ts';
import type { PathEnsemble } from '../forecast/path-ensemble.ts';
import { createRiverRecord, type RiverRecord, scalesUntil } from '../forecast/river-record.ts';
import { countUntil, type Series } from '../forecast/series.ts';
import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Station } from '../territory/station.ts';

export interface ForwardOptions {
  fitUntil: Instant;
  from: Instant;
  to: Instant;
  everyMs: number;
  stations: readonly string[];
  prior: readonly PriorLesson[];
  /** Fit again as the record grows; `false` for the one fit only. */
  refit: boolean;
}

export interface ForwardEvents {
  /** `null` where nothing could be said. */
  onForecast(station: string, at: Instant, ensemble: PathEnsemble | null): void;
  onProgress?(at: Instant): void;
  onFit?(fit: NetworkFit): void;
}

/** What was recorded of a river: its gauges and their values. */
export interface Recorded {
  stations: readonly Station[];
  series: ReadonlyMap<string, Series>;
}

/** The record has grown by this share since the last fit, and by a week at least. */
const GROWTH = 0.25;
const LEAST_GROWTH_MS = 7 * DAY_MS;

/**
 * Runs forward through a recorded river as the live service would: at every issue time only what was observed by then. No flood
 * is forecast by a model that was fitted to it.
 */
export function runForward(recorded: Recorded, options: ForwardOptions, events: ForwardEvents): void {
  const { stations, series } = recorded;
  const record = createRiverRecord(stations, series, scalesUntil(stations, series, options.fitUntil));
  const refit = (until: Instant): NetworkFit => {
    const fit = fitNetwork(record, options.prior, until);
    events.onFit?.(fit);
    return fit;
  };
  const due = new Set(fitTimes(recorded, options).slice(1));
  let fit = refit(options.fitUntil);
  for (const at of issueTimes(recorded, options)) {
    if (due.has(at)) fit = refit(at);
    for (const id of options.stations) events.onForecast(id, at, forecastAt(record, fit, id, at));
    events.onProgress?.(at);
  }
}

type Course = Pick<ForwardOptions, 'fitUntil' | 'from' | 'to' | 'everyMs' | 'refit'>;

/** When a forecast is fitted on the way: at first, and then each time that the record has grown enough and has news. */
export function fitTimes(recorded: Recorded, course: Course): Instant[] {
  const { series } = recorded;
  const start = Math.min(...[...series.values()].map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY));
  const fits = [course.fitUntil];
  if (!course.refit) return fits;
  for (const at of issueTimes(recorded, course)) {
    const fittedAt = fits.at(-1)!;
    if (isDue(fittedAt, at, start) && hasNews(series, fittedAt, at)) fits.push(at);
  }
  return fits;
}

/** On the clock, from after the fit to the end of the record. */
function* issueTimes({ series }: Recorded, { from, to, everyMs }: Course): Generator<Instant> {
  const end = Math.max(...[...series.values()].map(({ times }) => times.at(-1) ?? Number.NEGATIVE_INFINITY));
  const first = Math.floor(from / everyMs) * everyMs + everyMs;
  for (let at = first; at <= Math.min(to, end); at += everyMs) yield at;
}

function isDue(fittedAt: Instant, at: Instant, start: Instant): boolean {
  return at - fittedAt >= Math.max(LEAST_GROWTH_MS, GROWTH * (fittedAt - start));
}

function hasNews(series: Recorded['series'], from: Instant, to: Instant): boolean {
  return [...series.values()].some((each) => countUntil(each, to) > countUntil(each, from));
}

/** The forecast of one gauge at one moment from a whole record, of which it sees what was observed by then. */
export function forecastAt(
  record: RiverRecord,
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
  return issueForecast(fit, { station, issuedAt, stageM, observedAt }, own, situation, origin);
}
