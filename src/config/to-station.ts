import type { Station } from '../territory/station.ts';
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
  const { river, intervalMin, minValue, maxValue, attribution } = { ...possible[quantity], ...defaults, ...entry };
  return {
    id: entry.id,
    name: entry.name,
    river: river ?? '',
    quantity,
    upstream: entry.upstream ?? [],
    intervalMin: intervalMin ?? 10,
    bankfullRiseM: entry.bankfullRiseM ?? 1,
    minValue,
    maxValue,
    position: entry.position ?? null,
    attribution: attribution ?? null,
  };
}
