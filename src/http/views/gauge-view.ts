import type { Suppression } from '../../alert/suppress.ts';
import type { ForecastSummary } from '../../forecast/forecast-store.ts';
import { noCloser } from '../../forecast/observed/no-closer.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { overtakenAt, toldMeanwhile } from '../../reading/by-person/overtaken-at.ts';
import { readLately } from '../../reading/by-person/read-lately.ts';
import { columnsOf, stoppedAt } from '../../reading/quality/standstill.ts';
import { DOUBTED_MS, type ZeroShift } from '../../reading/quality/zero-shift.ts';
import { isAccepted, isByPerson, type Reading } from '../../reading/reading.ts';
import { floodsBefore, type KnownFlood } from '../../territory/known-flood.ts';
import type { Station } from '../../territory/station.ts';
import type { Doors } from '../doors.ts';
import { type RainSum, rainSumOf } from './rain-sum.ts';
import { watchersAmongAll } from './station-rights.ts';
import { thinned } from './thinned.ts';
import { type Trend, trendOf } from './trend.ts';

/** How a series stands: told on every page, because an old number looks just like a new one. */
export type Freshness = 'fresh' | 'stale' | 'never-seen';

/** What a page says of one gauge. */
export interface GaugeView {
  station: Station;
  /** The newest reading, whatever its quality. */
  latest: Reading | null;
  /** The newest reading that passed quality control. */
  accepted: Reading | null;
  /** What a person read at the painted gauge, where the sensor has shown nothing that counts since. */
  read: Reading | null;
  /** The newest reading is not to be relied on: shown, and marked. */
  suspect: boolean;
  /** Of the sensor, whatever people read there meanwhile. */
  freshness: Freshness;
  /** The newest reading of the sensor, as far back as was looked. */
  sensedAt: Instant | null;
  /** Since the newest reading was observed. */
  ageMs: number | null;
  /** Of a stage only: what is counted otherwise does not rise in metres. */
  trend: Trend | null;
  /** Of a rain gauge. */
  rain: RainSum | null;
  /** Oldest first; of a gauge that reports each second what a chart can show. */
  past: readonly Reading[];
  forecast: ForecastSummary | null;
  /** Since when it has told one value, where it stopped amid a rise and no forecast rests on it since. */
  stoppedAt: Instant | null;
  /** A step down that holds every lowering by this gauge until somebody answers for it. Only of one that a commune watches. */
  zeroShift: ZeroShift | null;
  /** That people remember there, lowest first: those that were over by the moment that is looked at. */
  knownFloods: readonly KnownFlood[];
  /** Under maintenance, or its silence is known. */
  suppression: Suppression | null;
}

export const PAST_H = 48;
const MISSED_INTERVALS = 3;
/** A gauge is looked at every five minutes: an older forecast was not followed by another, since none could be made. */
const FORECAST_GOOD_FOR_MS = 30 * MINUTE_MS;

/** The last forecast of a gauge; `null` once none has followed it. */
export function currentForecast(
  doors: Pick<Doors, 'forecasts'>,
  station: string,
  now: Instant,
): ForecastSummary | null {
  const forecast = doors.forecasts.latest(station, now);
  return forecast && now - forecast.issuedAt <= FORECAST_GOOD_FOR_MS ? forecast : null;
}

/** Reads one gauge as known at `now`. `pastH` is how much of its past the page draws. */
export async function viewGauge(doors: Doors, station: Station, now: Instant, pastH: number): Promise<GaugeView> {
  const series = { station: station.id, quantity: station.quantity };
  const [all, latest] = await Promise.all([
    doors.seen.window(series, now - pastH * HOUR_MS, now, now),
    doors.seen.latest(series, now),
  ]);
  const past = thinned(all, pastH * HOUR_MS);
  const ageMs = latest ? now - latest.observedAt : null;
  const sensed = all.filter((each) => !isByPerson(each));
  const believed = noCloser(sensed.filter(isAccepted), pastH);
  const sensedAt = (latest && isByPerson(latest) ? sensed.at(-1) : latest)?.observedAt ?? null;
  const suppression = doors.suppressions.of(station.id);
  const maintained = suppression?.kind === 'maintenance';
  const accepted = past.findLast(isAccepted) ?? null;
  const lately = readLately(past, now);
  // What the sensor had shown before its maintenance counts, what it shows meanwhile does not.
  const counted = maintained ? all.filter(({ observedAt }) => observedAt < suppression.from) : all;
  const isLast = lately !== null && (lately === accepted || (accepted !== null && toldMeanwhile(lately, accepted)));
  const read = (maintained || isLast) && lately && overtakenAt(lately, counted) === null ? lately : null;
  const forecast = maintained ? null : currentForecast(doors, station.id, now);
  const zeroShift = zeroShiftAt(doors, station, now);
  // Across such a step it is no water that moves.
  const moving = zeroShift ? believed.filter(({ observedAt }) => observedAt >= zeroShift.at) : believed;
  const stopped = maintained ? null : stopOf(station, believed, forecast);
  return {
    station,
    latest,
    // What the sensor shows meanwhile counts for nothing.
    accepted: maintained ? read : (read ?? accepted),
    read,
    suspect: latest !== null && !isAccepted(latest),
    freshness: latest === null ? 'never-seen' : isStale(station, sensedAt, now) ? 'stale' : 'fresh',
    sensedAt,
    ageMs,
    trend:
      maintained || stopped !== null || station.quantity !== 'stage' ? null : trendOf(moving, doors.noiseM(station.id)),
    rain: station.quantity === 'rain' ? rainSumOf(all, station) : null,
    past,
    forecast,
    stoppedAt: stopped,
    zeroShift,
    knownFloods: floodsBefore(doors.knownFloods, station.id, now),
    suppression,
  };
}

/** As it was told to the first commune that watches it: all are told the same. */
function zeroShiftAt({ communes, journal }: Doors, { id }: Station, now: Instant): ZeroShift | null {
  const [first] = watchersAmongAll(communes, id);
  const shift = first && journal.state(first.id)?.gauges[id]?.zeroShift;
  return shift && shift.at <= now && now - shift.at < DOUBTED_MS ? shift : null;
}

function isStale(station: Station, sensedAt: Instant | null, now: Instant): boolean {
  return sensedAt === null || now - sensedAt > staleAfterMs(station);
}

/** A gauge that stands so by habit has a forecast that rests on it. */
function stopOf(station: Station, accepted: readonly Reading[], forecast: ForecastSummary | null): Instant | null {
  if (station.quantity !== 'stage' || (forecast !== null && !forecast.degraded.includes(station.id))) return null;
  const stop = stoppedAt(columnsOf(accepted), accepted.length, station.bankfullRiseM);
  return stop === null ? null : accepted[stop]!.observedAt;
}

/** @example staleAfterMs({ intervalMin: 10, delayMin: 0 }) // 1800000: three reports missed */
export function staleAfterMs({ intervalMin, delayMin }: Pick<Station, 'intervalMin' | 'delayMin'>): number {
  return (delayMin + MISSED_INTERVALS * intervalMin) * MINUTE_MS;
}
