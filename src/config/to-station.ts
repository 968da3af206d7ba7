import { attributionOf, NATIONAL_DELAY_MIN, type NationalGauge } from '../reading/national/national-gauge.ts';
import type { Station } from '../territory/station.ts';
import type { StationPhones } from '../territory/station-phone.ts';
import type { StationDefaults, StationEntry } from './schema/stations-file.ts';

/** What no river or rain gauge gives; a town narrows it to its own gauges. */
const possible = {
  stage: { minValue: -5, maxValue: 20 },
  rain: { minValue: 0, maxValue: 200 },
  discharge: { minValue: 0, maxValue: 50_000 },
} as const;

/** A station with every default filled in; the file's `defaults` come before the built-in ones. */
export function toStation(entry: StationEntry, defaults: StationDefaults): Station {
  const quantity = entry.quantity ?? 'stage';
  const { river, intervalMin, delayMin, attribution } = { ...defaults, ...entry };
  // Limits in `defaults` are those of a level: twelve metres are no twelve millimetres of rain.
  const { minValue, maxValue } = { ...possible[quantity], ...(quantity === 'stage' ? defaults : {}), ...entry };
  const gauge = toNationalGauge(entry);
  return {
    id: entry.id,
    name: entry.name,
    river: river ?? '',
    quantity,
    upstream: entry.upstream ?? [],
    intervalMin: intervalMin ?? 10,
    delayMin: delayMin ?? (gauge === null ? 0 : NATIONAL_DELAY_MIN),
    bankfullRiseM: entry.bankfullRiseM ?? 1,
    minValue,
    maxValue,
    position: entry.position ?? null,
    attribution: attribution ?? (gauge === null ? null : attributionOf[gauge.service]),
  };
}

/** The national gauge that the station's readings are fetched from; `null` for a sensor that publishes them. */
export function toNationalGauge({ source }: Pick<StationEntry, 'source'>): NationalGauge | null {
  if (source?.hubeau) return { service: 'hubeau', ...source.hubeau };
  return source?.environmentAgency ? { service: 'environment-agency', ...source.environmentAgency } : null;
}

export function toStationPhones(entries: readonly StationEntry[]): StationPhones {
  return new Map(entries.flatMap(({ id, phone }) => (phone === undefined ? [] : [[id, phone] as const])));
}
