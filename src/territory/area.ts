/** A place on the ground, degrees of WGS 84. */
export interface Place {
  lat: number;
  lon: number;
}

/** Where a commune lies, as far as the town says: rings, each closed, or a circle. */
export type Area = { rings: readonly (readonly Place[])[] } | { circle: Place & { radiusKm: number } };

/** To the north; to the east it shrinks by the cosine of the latitude. */
export const KM_A_DEGREE = 111.2;

/** How long a degree to the east is there, beside one to the north. @example shrinkAt(60) // 0.5 */
export function shrinkAt(lat: number): number {
  return Math.cos((lat * Math.PI) / 180);
}

/** Degrees to the east, the shorter way around the world. @example wrapped(358) // -2 */
export function wrapped(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/** The corners of the box that holds an area. @example boundsOf({ circle: { lat: 0, lon: 3, radiusKm: 111.2 } }) // [{ lat: -1, lon: 2 }, { lat: 1, lon: 4 }] */
export function boundsOf(area: Area): [southWest: Place, northEast: Place] {
  if ('circle' in area) {
    const { lat, lon, radiusKm } = area.circle;
    const north = radiusKm / KM_A_DEGREE;
    const east = north / shrinkAt(lat);
    return [
      { lat: lat - north, lon: lon - east },
      { lat: lat + north, lon: lon + east },
    ];
  }
  const corners = area.rings.flat();
  const edge = (pick: (a: number, b: number) => number): Place =>
    corners.reduce((a, b) => ({ lat: pick(a.lat, b.lat), lon: pick(a.lon, b.lon) }));
  return [edge(Math.min), edge(Math.max)];
}

/** How far the middle or a corner of an area is from a place, at the least; near enough to find what lies elsewhere altogether. @example kmFrom({ lat: 43, lon: 3 }, { circle: { lat: 44, lon: 3, radiusKm: 2 } }) // 111 */
export function kmFrom(place: Place, area: Area): number {
  const corners = 'circle' in area ? [area.circle] : area.rings.flat();
  const distances = corners.map(({ lat, lon }) =>
    Math.hypot(lat - place.lat, wrapped(lon - place.lon) * shrinkAt(place.lat)),
  );
  return Math.round(KM_A_DEGREE * distances.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY));
}
