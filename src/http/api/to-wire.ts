import type { AlertEvent } from '../../alert/alert.ts';
import {
  type Explanation,
  type ForecastSummary,
  type KeptPaths,
  keptQuantiles,
} from '../../forecast/forecast-store.ts';
import { iso, isoOrNull } from '../../lib/units.ts';
import type { Issuer } from '../../notification/words/letterhead.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Exclusion } from '../../reading/exclusions/exclusion.ts';
import type { FeedState } from '../../reading/national/national-gauge.ts';
import type { OfficialStanding } from '../../reading/national/official-warning.ts';
import { isByPerson, type Rejection, type Reading as StoredReading } from '../../reading/reading.ts';
import type { KnownFlood } from '../../territory/known-flood.ts';
import { naturalFrequency } from '../../text/natural-frequency.ts';
import { officialEn } from '../../text/official-en.ts';
import type { Outcome } from '../../verification/tune/outcome.ts';
import type { ChanceView } from '../views/chance-view.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { StationHealth } from '../views/station-health.ts';

/** Views as the API says them: the same words, instants as ISO 8601. */
export function gaugeToWire({ station, latest, freshness, suspect, trend, suppression }: GaugeView) {
  return {
    station: station.id,
    name: station.name,
    river: station.river,
    freshness,
    suspect,
    readByPerson: latest !== null && isByPerson(latest),
    stageM: station.quantity === 'stage' ? (latest?.value ?? null) : null,
    observedAt: latest ? iso(latest.observedAt) : null,
    rateOfRiseMPerH: freshness === 'fresh' ? (trend?.rateMPerH ?? null) : null,
    attribution: station.attribution,
    maintenanceUntil: suppression?.kind === 'maintenance' ? iso(suppression.until) : null,
  };
}

export function knownFloodToWire({ name, date, stageM }: KnownFlood) {
  return { name: name && { ...name }, date, stageM };
}

export function chanceToWire({ passage, ...chance }: ChanceView) {
  return {
    ...chance,
    outOf100: chance.probability === null ? null : naturalFrequency(chance.probability),
    passage: passage && { p10At: iso(passage.p10At), p50At: iso(passage.p50At), p90At: iso(passage.p90At) },
  };
}

export function officialToWire({ service, place, spell, isCurrent }: OfficialStanding) {
  return {
    service,
    place,
    name: spell?.name ?? null,
    level: spell && isCurrent ? spell.level : null,
    since: isCurrent ? isoOrNull(spell?.since ?? null) : null,
    statedAt: isoOrNull(spell?.statedAt ?? null),
    lastSeenAt: isoOrNull(spell?.lastSeenAt ?? null),
    lastLevel: spell?.level ?? null,
    attribution: officialEn.services[service].owner,
  };
}

export function communeToWire(
  { commune, now, publicLevel, townHall }: Pick<CommuneView, 'commune' | 'now' | 'publicLevel' | 'townHall'>,
  { kind }: Issuer,
) {
  const { id, name, timeZone } = commune;
  return { id, name, timeZone, publicLevel, townHall, asOf: iso(now), simulated: kind !== 'operational' };
}

export function readingToWire({ observedAt, receivedAt, value, revision, quality, tests }: StoredReading) {
  return { observedAt: iso(observedAt), receivedAt: iso(receivedAt), value, revision, quality, tests: [...tests] };
}

export function feedToWire({ lastSuccessAt, ...state }: FeedState) {
  return { ...state, lastSuccessAt: isoOrNull(lastSuccessAt) };
}

export function forecastToWire(forecast: ForecastSummary) {
  return {
    station: forecast.station,
    issuedAt: iso(forecast.issuedAt),
    stageM: forecast.stageM,
    observedAt: iso(forecast.observedAt),
    leadTimesH: [...forecast.leadTimesH],
    quantiles: [...keptQuantiles],
    stageQuantilesM: forecast.stageQuantilesM.map((row) => [...row]),
    chances: forecast.chances.map((each) => ({ ...each, outOf100: naturalFrequency(each.probability) })),
    curves: forecast.curves.map(({ markM, probabilities }) => ({ markM, probabilities: [...probabilities] })),
    highest: forecast.highest ?? null,
    explanation: forecast.explanation && explanationToWire(forecast.explanation),
    degraded: [...forecast.degraded],
    outsideExperience: forecast.outsideExperience,
    learning: forecast.learning,
    modelVersion: forecast.modelVersion,
  };
}

function explanationToWire({ contributions, similarEvents, oddsShift, ...explanation }: Explanation) {
  return {
    ...explanation,
    contributions: [...contributions],
    similarEvents: similarEvents.map((each) => ({ ...each, at: iso(each.at) })),
    oddsShift: oddsShift ?? null,
  };
}

export function pathsToWire({ issuedAt, paths, leadTimesH, weights, ...kept }: KeptPaths) {
  return {
    ...kept,
    issuedAt: iso(issuedAt),
    leadTimesH: [...leadTimesH],
    weights: [...weights],
    stagesM: paths.map((path) => Array.from(path, (stageM) => Math.round(stageM * 1000) / 1000)),
  };
}

export function eventToWire({ at, passage: _passage, commune: _commune, observedAt, ...event }: AlertEvent) {
  return {
    ...event,
    at: iso(at),
    observedAt: isoOrNull(observedAt ?? null),
    reason: { ...event.reason },
  };
}

export function rejectionToWire({ receivedAt, ...rejection }: Rejection) {
  return { ...rejection, receivedAt: iso(receivedAt) };
}

export function policyToWire({ createdAt, rules, ...policy }: Policy, own: readonly string[]) {
  return { ...policy, createdAt: iso(createdAt), rules: rules.filter(({ commune }) => own.includes(commune)) };
}

export function exclusionToWire({ from, to, at, reversal, ...exclusion }: Exclusion) {
  return {
    ...exclusion,
    from: iso(from),
    to: iso(to),
    at: iso(at),
    reversal: reversal && { ...reversal, at: iso(reversal.at) },
  };
}

export function stationHealthToWire(health: StationHealth) {
  const { station, lastObservedAt, since, gaps, mapping, device, exclusions } = health;
  return {
    station: station.id,
    lastObservedAt: isoOrNull(lastObservedAt),
    since: iso(since),
    gaps: gaps.map(({ from, to, missing }) => ({ from: iso(from), to: iso(to), missing })),
    mapping: mapping && { format: mapping.format, topic: mapping.topic },
    device: device && {
      lastSeenAt: iso(device.lastSeenAt),
      batteryV: device.batteryV,
      batteryPercent: device.batteryPercent,
      tiltDeg: device.tiltDeg,
      frameCounter: device.frameCounter,
      frames: device.frames,
      lostFrames: device.lostFrames,
    },
    exclusions: exclusions.map(exclusionToWire),
  };
}

export function outcomeToWire({ intervals: { pod, far, medianLeadH }, ...outcome }: Outcome) {
  const intervals = { pod: pod && [...pod], far: far && [...far], medianLeadH: medianLeadH && [...medianLeadH] };
  return { ...outcome, intervals };
}
