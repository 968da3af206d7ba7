import { valueAt } from '../../lib/io/yaml-file.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Place } from '../../territory/area.ts';

/** What was found where in a file, and what may stand there. */
export interface GeoFault {
  found: string;
  allowed: string;
}

export interface Outline {
  rings: readonly (readonly Place[])[];
  /** CAP cannot say that something within is left out. */
  hasHoles: boolean;
}

/** Of all together; each language of a message has them again. */
const MOST_PLACES = 2_000;
const DEGREES = 'longitude and latitude in degrees, in this order: [lon, lat] (WGS 84, EPSG:4326), not metres';

/** The outer rings of all polygons of a GeoJSON text (RFC 7946), closed, to the metre (five decimals). */
export function readGeoJson(text: string): Result<Outline, GeoFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return err({ found: cause instanceof Error ? cause.message : String(cause), allowed: 'GeoJSON' });
  }
  const rings: Place[][] = [];
  let hasHoles = false;
  for (const { at, polygon } of polygonsIn(value, '')) {
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

/** Each polygon's rings, wherever it stands. */
function polygonsIn(value: unknown, at: string): { at: string; polygon: unknown }[] {
  const [type, coordinates] = [valueAt(value, ['type']), valueAt(value, ['coordinates'])];
  const here = at === '' ? '' : `${at}.`;
  const inAll = (name: string) => {
    const list = valueAt(value, [name]);
    return Array.isArray(list) ? list.flatMap((each, index) => polygonsIn(each, `${here}${name}[${index}]`)) : [];
  };
  if (type === 'Polygon') return [{ at: `${here}coordinates`, polygon: coordinates }];
  if (type === 'MultiPolygon')
    return Array.isArray(coordinates)
      ? coordinates.map((polygon: unknown, index) => ({ at: `${here}coordinates[${index}]`, polygon }))
      : [{ at: `${here}coordinates`, polygon: coordinates }];
  if (type === 'Feature') return polygonsIn(valueAt(value, ['geometry']), `${here}geometry`);
  return [...inAll('features'), ...inAll('geometries')];
}

function readRing(at: string, value: unknown): Result<Place[], GeoFault> {
  if (!Array.isArray(value)) return err(fault(at, value, 'a ring: a list of places'));
  const ring: Place[] = [];
  for (const [index, each] of value.entries()) {
    const [lon, lat] = Array.isArray(each) ? each : [];
    if (!isWithin(lon, 180) || !isWithin(lat, 90)) return err(fault(`${at}[${index}]`, each, DEGREES));
    ring.push({ lat: toMetre(lat), lon: toMetre(lon) });
  }
  const [first] = ring;
  const isClosed = first && isSame(first, ring.at(-1));
  const closed = first && !isClosed ? [...ring, first] : ring;
  return closed.length >= 4 ? ok(closed) : err(fault(at, value, 'a ring of three places at least'));
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}

function isSame(a: Place, b: Place | undefined): boolean {
  return a.lat === b?.lat && a.lon === b.lon;
}

function toMetre(degrees: number): number {
  return Number(degrees.toFixed(5));
}

function fault(at: string, value: unknown, allowed: string): GeoFault {
  const shown = JSON.stringify(value) ?? 'nothing';
  return { found: `${at}: ${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}`, allowed };
}
