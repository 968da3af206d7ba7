import type { PathEnsemble } from '../../forecast/ensemble/path-ensemble.ts';
import { forecastGauge } from '../../forecast/issue/forecast-gauge.ts';
import type { PastForecasts } from '../../forecast/issue/updating.ts';
import { grownAt, knownRecords, teachesMore } from '../../forecast/learn/fit-due.ts';
import { fitNetwork, type NetworkFit } from '../../forecast/learn/fit-network.ts';
import type { PriorLesson } from '../../forecast/learn/prior.ts';
import { type Recorded, type RiverRecord, recordAsOf } from '../../forecast/learn/river-record.ts';
import type { Gauge } from '../../forecast/observed/gauge.ts';
import { countUntil } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';

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
  /** How much of all that is fitted on the way is: of many rivers a fit takes longer than all forecasts by it. */
  onLearning?(share: number): void;
  onFit?(fit: NetworkFit): void;
}

/** Of the time of a fit: to learn each gauge by itself. Then come the forests over all of them. */
const EACH_GAUGE = 0.5;

/**
 * Runs forward through a recorded river as the live service would: at every issue time only what was observed by then, by the last
 * fit that was due, which knows of a flood what had been observed of it when it was made.
 */
export function runForward(recorded: Recorded, options: ForwardOptions, events: ForwardEvents): void {
  const fits = fitTimes(recorded, options);
  let next = Math.max(
    0,
    fits.findLastIndex((each) => each <= options.from),
  );
  let known: { record: RiverRecord; fit: NetworkFit } | null = null;
  for (const at of issueTimes(recorded, options)) {
    while (known === null || fits[next]! <= at) {
      const record = recordAsOf(recorded, fits[next]!);
      const learned = (share: number) => events.onLearning?.((next + share) / fits.length);
      const fit = fitNetwork(record, options.prior, fits[next]!, {
        onProgress: ({ gauges, of }) => learned((EACH_GAUGE * gauges) / of),
        lessonOf: (_, learn) => learn(),
      });
      known = { record, fit };
      events.onFit?.(fit);
      learned(1);
      next += 1;
    }
    for (const id of options.stations) events.onForecast(id, at, forecastAt(known.record, known.fit, id, at));
    events.onProgress?.(at);
  }
}

type Course = Pick<ForwardOptions, 'fitUntil' | 'from' | 'to' | 'everyMs' | 'refit'>;

/**
 * When a forecast is fitted on the way: at first, and then at each midnight (UTC) by which the service would have been due to.
 * It hangs on the record alone, so that one moment is forecast alike whatever else is asked for.
 */
export function fitTimes(
  { stations, series }: Recorded,
  { fitUntil, to, refit }: Omit<Course, 'from' | 'everyMs'>,
): Instant[] {
  const ends = [...series.values()].map(({ times }) => times.at(-1) ?? Number.NEGATIVE_INFINITY);
  const end = Math.min(to, Math.max(...ends));
  const fits = [fitUntil];
  if (!refit) return fits;
  let known = knownRecords(stations, series, fitUntil);
  for (let at = Math.floor(fitUntil / DAY_MS) * DAY_MS + DAY_MS; at <= end; at += DAY_MS) {
    const fittedAt = fits.at(-1)!;
    const isGrown = at >= grownAt(fittedAt, known) && hasNews(series, fittedAt, at);
    if (!isGrown && !teachesMore(stations, series, known, fittedAt, at)) continue;
    fits.push(at);
    known = knownRecords(stations, series, at);
  }
  return fits;
}

/** On the clock, from after the fit to the end of the record. */
function* issueTimes({ series }: Recorded, { from, to, everyMs }: Course): Generator<Instant> {
  const end = Math.max(...[...series.values()].map(({ times }) => times.at(-1) ?? Number.NEGATIVE_INFINITY));
  const first = Math.floor(from / everyMs) * everyMs + everyMs;
  for (let at = first; at <= Math.min(to, end); at += everyMs) yield at;
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
  const { gauges, trees } = record;
  const own = gauges.get(station)!;
  const forecast = forecastGauge(fit, own, trees.get(station)!, gauges, issuedAt, pastOf(own, fit));
  return forecast.ok ? forecast.value : null;
}

const pasts = new WeakMap<Gauge, { fit: NetworkFit; past: PastForecasts }>();

/** What this fit said of the gauge on the way here, each hour once. */
function pastOf(gauge: Gauge, fit: NetworkFit): PastForecasts {
  const known = pasts.get(gauge);
  if (known?.fit === fit) return known.past;
  const past: PastForecasts = new Map();
  pasts.set(gauge, { fit, past });
  return past;
}
