import type { AlertLevel } from '../../../territory/alert-level.ts';
import { boundsOf, type Place } from '../../../territory/area.ts';
import type { Commune } from '../../../territory/commune.ts';

export interface PlacedCommune {
  commune: Commune;
  level: AlertLevel;
  /** Where it stands on a map; `null`: on none. */
  place: Place | null;
}

/** Where a commune stands on a map: the middle of its outline or circle, or else the first of its gauges that has a position. */
export function placeOf(
  { area, watches }: Pick<Commune, 'area' | 'watches'>,
  positionOf: (station: string) => Place | null,
): Place | null {
  if (!area) return watches.map(({ station }) => positionOf(station)).find((place) => place !== null) ?? null;
  if ('circle' in area) return area.circle;
  const [southWest, northEast] = boundsOf(area);
  return { lat: (southWest.lat + northEast.lat) / 2, lon: (southWest.lon + northEast.lon) / 2 };
}
