/** A place on the ground, degrees of WGS 84. */
export interface Place {
  lat: number;
  lon: number;
}

/** Where a commune lies, as far as the town says: rings, each closed, or a circle. */
export type Area = { rings: readonly (readonly Place[])[] } | { circle: Place & { radiusKm: number } };

const KM_A_DEGREE = 111.2;

/** How far the middle or a corner of an area is from a place, at the least; near enough to find what lies elsewhere altogether. @example kmFrom({ lat: 43, lon: 3 }, { circle: { lat: 44, lon: 3, radiusKm: 2 } }) // 111 */
export function kmFrom(place: Place, area: Area): number {
  const corners = 'circle' in area ? [area.circle] : area.rings.flat();
  const distances = corners.map(({ lat, lon }) =>
    Math.hypot(lat - place.lat, (lon - place.lon) * Math.cos((place.lat * Math.PI) / 180)),
  );
  return Math.round(KM_A_DEGREE * distances.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY));
}
