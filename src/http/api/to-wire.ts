import type { AlertEvent } from '../../alert/alert.ts';
import { type ForecastSummary, type KeptPaths, keptQuantiles } from '../../forecast/forecast-store.ts';
import type { Issuer } from '../../notification/words/letterhead.ts';
import type { Policy } from '../../policy/policy.ts';
import type { OfficialStanding } from '../../reading/national/official-warning.ts';
import { isByPerson } from '../../reading/reading.ts';
import { naturalFrequency } from '../../text/natural-frequency.ts';
import { officialEn } from '../../text/official-en.ts';
import type { ChanceView } from '../views/chance-view.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import { isAtLimit } from '../views/in-doubt.ts';

/** Views as the API says them, where its schema has other words for them than the service itself. */
export function gaugeToWire(gauge: GaugeView) {
  const { station, latest, freshness, suspect, trend, suppression } = gauge;
  return {
    station: station.id,
    name: station.name,
    river: station.river,
    freshness,
    suspect,
    stoppedAt: gauge.stoppedAt,
    zeroShift: gauge.zeroShift && { at: gauge.zeroShift.at, fellM: gauge.zeroShift.fellM },
    atLimit: isAtLimit(gauge),
    readByPerson: latest !== null && isByPerson(latest),
    stageM: station.quantity === 'stage' ? (latest?.value ?? null) : null,
    observedAt: latest?.observedAt ?? null,
    read: gauge.read && { stageM: gauge.read.value, observedAt: gauge.read.observedAt },
    rateOfRiseMPerH: freshness === 'fresh' ? (trend?.rateMPerH ?? null) : null,
    attribution: station.attribution,
    maintenanceUntil: suppression?.kind === 'maintenance' ? suppression.until : null,
  };
}

export function chanceToWire(chance: ChanceView) {
  return { ...chance, outOf100: chance.probability === null ? null : naturalFrequency(chance.probability) };
}

export function officialToWire({ service, place, spell, isCurrent }: OfficialStanding) {
  return {
    service,
    place,
    name: spell?.name ?? null,
    level: spell && isCurrent ? spell.level : null,
    since: isCurrent ? (spell?.since ?? null) : null,
    statedAt: spell?.statedAt ?? null,
    lastSeenAt: spell?.lastSeenAt ?? null,
    lastLevel: spell?.level ?? null,
    attribution: officialEn.services[service].owner,
  };
}

export function communeToWire(
  { commune, now, publicLevel, townHall }: Pick<CommuneView, 'commune' | 'now' | 'publicLevel' | 'townHall'>,
  { kind }: Issuer,
) {
  const { id, name, timeZone } = commune;
  return { id, name, timeZone, publicLevel, townHall, asOf: now, simulated: kind !== 'operational' };
}

export function forecastToWire(forecast: ForecastSummary) {
  const { chances, highest = null, explanation } = forecast;
  return {
    ...forecast,
    quantiles: keptQuantiles,
    chances: chances.map((each) => ({ ...each, outOf100: naturalFrequency(each.probability) })),
    highest,
    explanation: explanation && { ...explanation, oddsShift: explanation.oddsShift ?? null },
  };
}

export function pathsToWire({ paths, ...kept }: KeptPaths) {
  const toMillimetre = (stageM: number) => Math.round(stageM * 1000) / 1000;
  return { ...kept, stagesM: paths.map((path) => Array.from(path, toMillimetre)) };
}

export function eventToWire(event: AlertEvent) {
  return { ...event, observedAt: event.observedAt ?? null };
}

export function policyToWire(policy: Policy, own: readonly string[]) {
  return { ...policy, rules: policy.rules.filter(({ commune }) => own.includes(commune)) };
}
