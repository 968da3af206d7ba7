import { err, ok, type Result } from '../../lib/result.ts';
import type { Place } from '../../territory/area.ts';
import { fault, type GeoFault, partsIn, readPlaces } from './geojson.ts';

export interface Outline {
  rings: readonly (readonly Place[])[];
  /** CAP cannot say that something within is left out. */
  hasHoles: boolean;
}

/** Of all together; each language of a message has them again. */
const MOST_PLACES = 2_000;

/** The outer rings of all polygons of a GeoJSON text (RFC 7946), closed, to the metre (five decimals). */
export function readOutline(text: string): Result<Outline, GeoFault> {
  const polygons = partsIn(text, 'Polygon');
  if (!polygons.ok) return polygons;
  const rings: Place[][] = [];
  let hasHoles = false;
  for (const { at, coordinates: polygon } of polygons.value) {
    if (polygon === null) continue;
    if (!Array.isArray(polygon) || polygon.length === 0) return err(fault(at, polygon, 'the rings of a polygon'));
    hasHoles ||= polygon.length > 1;
    const ring = readRing(`${at}[0]`, polygon[0]);
    if (!ring.ok) return ring;
    rings.push(ring.value);
  }
  if (rings.length === 0)
    return err({
      found: 'no polygon',
      allowed: 'GeoJSON with a Polygon or MultiPolygon, by itself or in a Feature or FeatureCollection',
    });
  const places = rings.flat().length;
  if (places > MOST_PLACES)
    return err({
      found: `${places} points`,
      allowed: `${MOST_PLACES} points at most: simplify the outline, to some ten metres`,
    });
  return ok({ rings, hasHoles });
}

function readRing(at: string, value: unknown): Result<Place[], GeoFault> {
  const ring = readPlaces(at, value, 'a ring');
  if (!ring.ok) return ring;
  const [first] = ring.value;
  const isClosed = first && isSame(first, ring.value.at(-1));
  const closed = first && !isClosed ? [...ring.value, first] : ring.value;
  return closed.length >= 4 ? ok(closed) : err(fault(at, value, 'a ring of three places at least'));
}

function isSame(a: Place, b: Place | undefined): boolean {
  return a.lat === b?.lat && a.lon === b.lon;
}
