import { kmFrom, type Place } from '../../territory/area.ts';
import type { Network } from '../../territory/network.ts';

/** No water flows so far from one gauge to the next, and no swapped position lies as near by chance. */
const FAR_KM = 500;
const NEAR_KM = 200;

/** Gauges whose latitude and longitude seem to have changed places: far from the next gauge below or above as written, and near it the other way round. */
export function swappedPositions({
  stations,
}: Pick<Network, 'stations'>): { station: string; from: string; km: number }[] {
  return [...stations.values()].flatMap(({ id, position, upstream }) =>
    upstream.flatMap((above) => {
      const other = stations.get(above)?.position ?? null;
      if (position === null || other === null) return [];
      const km = kmBetween(position, other);
      const isSwapped = km > FAR_KM && kmBetween({ lat: position.lon, lon: position.lat }, other) < NEAR_KM;
      return isSwapped ? [{ station: id, from: above, km }] : [];
    }),
  );
}

function kmBetween(a: Place, b: Place): number {
  return kmFrom(a, { circle: { ...b, radiusKm: 0 } });
}
