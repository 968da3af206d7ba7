import { type BlurredMaxima, blurredMaxima, passageCurve } from '../forecast/ensemble/exceedance-probability.ts';
import { passageWindow } from '../forecast/ensemble/passage-window.ts';
import type { PathEnsemble } from '../forecast/ensemble/path-ensemble.ts';
import { atLeadTime } from '../forecast/ensemble/running-maxima.ts';
import type { NoForecast } from '../forecast/forecast-model.ts';
import type { Instant } from '../lib/clock.ts';
import type { Result } from '../lib/result.ts';
import { MINUTE_MS } from '../lib/units.ts';
import { overtakenAt, toldMeanwhile } from '../reading/by-person/overtaken-at.ts';
import { readLately } from '../reading/by-person/read-lately.ts';
import { isAccepted, isByPerson, type Reading } from '../reading/reading.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import { inSightMs, proofMs, type Station } from '../territory/station.ts';
import type { Assessment, LevelChance, Read, Sight } from './assessment.ts';
import type { Rule } from './policy.ts';

/** What is known at one gauge: the readings of the last hours, oldest first, and the forecast made from them. */
export interface Known {
  station: Station;
  recent: readonly Reading[];
  forecast: Result<PathEnsemble, NoForecast>;
  /** The newest accepted observation here or upstream. */
  dataAt: Instant | null;
  /** The standard deviation of the gauge's noise, metres, as learned by then; 0 where that is too little to count. */
  trembleM: number;
}

/** Puts what is known at one gauge into the terms that `decide` judges. Pure. */
export function assess(commune: string, rules: readonly Rule[], known: Known, now: Instant): Assessment {
  const { station, recent, forecast, dataAt, trembleM } = known;
  const ensemble = forecast.ok ? forecast.value : null;
  const sensed = recent.some(isByPerson) ? recent.filter((each) => !isByPerson(each)) : recent;
  const read = readLately(recent, now);
  const maxima = ensemble && blurredMaxima(ensemble);
  // The forecast begins where the gauge stands: of one that nothing has confirmed yet it says no more than that reading.
  const basis = restsOnProof(station, recent) ? ensemble : null;
  return {
    commune,
    station: station.id,
    issuedAt: now,
    dataAt,
    sight: sightOf(station, sensed, now),
    ...(trembleM > 0 && { trembleM }),
    ...(read && { read: { ...readOf(read), ...sinceRead(station, sensed, read) } }),
    suspectPassage: suspectPassageOf(station, rules, sensed, now),
    chances: rules.map((rule) => chanceOf(rule, basis, maxima)),
    degraded: ensemble?.degraded ?? [],
    outsideExperience: ensemble?.outsideExperience ?? false,
    modelVersion: ensemble?.modelVersion ?? null,
  };
}

/** Of one that was corrected, or restored, it is not known since when. */
function readOf({ value: stageM, observedAt, receivedAt, revision }: Reading): Read {
  return { stageM, observedAt, ...(revision === 0 && { receivedAt }) };
}

/**
 * Nothing is seen any more at a gauge that left the configuration amid an alert (`silent`), or of which the disk gives nothing back;
 * `since`: when it last was.
 */
export function assessUnseen(
  commune: string,
  station: string,
  sight: Omit<Exclude<Extract<Sight, { kind: 'not-seen' }>, { until: Instant }>, 'kind'>,
  now: Instant,
): Assessment {
  return {
    commune,
    station,
    issuedAt: now,
    dataAt: null,
    sight: { kind: 'not-seen', ...sight },
    suspectPassage: null,
    chances: [],
    degraded: [],
    outsideExperience: false,
    modelVersion: null,
  };
}

function chanceOf(
  { level, markM, leadTimeH }: Rule,
  ensemble: PathEnsemble | null,
  maxima: BlurredMaxima | null,
): LevelChance {
  if (!ensemble || !maxima) return { level, markM, leadTimeH, probability: null, passage: null };
  const curve = passageCurve(ensemble, markM, maxima);
  const probability = atLeadTime(curve, ensemble.leadTimesH, leadTimeH);
  return { level, markM, leadTimeH, probability, passage: passageWindow(ensemble, markM, leadTimeH, curve) };
}

/** Where the newest accepted observation is older than this, the gauge is not seen. */
export function oldestSeen(station: Station, now: Instant): Instant {
  return now - inSightMs(station);
}

/** @example a 10-minute gauge whose newest accepted reading is 31 minutes old → not seen */
export function sightOf(station: Station, recent: readonly Reading[], now: Instant): Sight {
  const accepted = lastConfirmed(station, recent);
  const oldest = oldestSeen(station, now);
  if (accepted && accepted.observedAt >= oldest) {
    return { kind: 'seen', stageM: accepted.value, observedAt: accepted.observedAt };
  }
  const newest = recent.at(-1);
  const why = newest && newest.observedAt >= oldest ? 'suspect' : 'silent';
  return { kind: 'not-seen', since: accepted?.observedAt ?? null, why };
}

/**
 * The first reading of a gauge, or the first for days, was held against none: alone it must not alarm a town. The next that is judged
 * by it and passes confirms it, where it does not come at the same time; a past that is imported afterwards does not.
 */
function lastConfirmed(station: Station, recent: readonly Reading[]): Reading | undefined {
  const accepted = recent.filter(isAccepted);
  const last = accepted.at(-1);
  const alone = accepted.findLastIndex(({ quality }) => quality === 'not-evaluated');
  const first = accepted[alone];
  if (!first || !last || last.observedAt - first.observedAt >= proofMs(station)) return last;
  return lastConfirmed(station, accepted.slice(0, alone));
}

function restsOnProof(station: Station, recent: readonly Reading[]): boolean {
  const last = recent.findLast(isAccepted);
  return last === undefined || isByPerson(last) || lastConfirmed(station, recent) === last;
}

/** What came after a person read the gauge: a sensor that was believed in spite of it, or one that told a value while it was being entered. */
function sinceRead(station: Station, sensed: readonly Reading[], read: Reading): Partial<Read> {
  const last = lastConfirmed(station, sensed);
  if (!last) return {};
  const at = overtakenAt(read, sensed);
  if (at !== null) return at <= last.observedAt ? { overtakenAt: at } : {};
  return toldMeanwhile(read, last) ? { enteredAt: read.receivedAt } : {};
}

/** The newest reading, where it is in doubt and lies at a mark or above it. */
export function suspectPassageOf(
  station: Station,
  rules: readonly Rule[],
  recent: readonly Reading[],
  now: Instant,
): Assessment['suspectPassage'] {
  const newest = recent.at(-1);
  if (!newest || newest.observedAt < now - (station.delayMin + 60) * MINUTE_MS) return null;
  if (newest.quality !== 'suspect' && !(isAccepted(newest) && lastConfirmed(station, recent) !== newest)) return null;
  const level = raisedLevels.findLast((each): each is RaisedLevel =>
    rules.some((rule) => rule.level === each && newest.value >= rule.markM),
  );
  return level ? { stageM: newest.value, observedAt: newest.observedAt, level, tests: newest.tests } : null;
}
