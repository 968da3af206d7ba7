import { valueAt } from '../../lib/io/yaml-file.ts';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import type { Place } from '../../territory/area.ts';

/** What was found where in a file, and what may stand there. */
export interface GeoFault {
  found: string;
  allowed: string;
}

/** One polygon or line, not yet read. */
interface Part {
  at: string;
  /** `null` of a feature without a geometry, which may be one of either. */
  coordinates: unknown;
}

const DEGREES = 'longitude and latitude in degrees, in this order: [lon, lat] (WGS 84, EPSG:4326), not metres';

/** Every polygon or line of a GeoJSON text (RFC 7946), wherever it stands; other shapes are passed over. */
export function partsIn(text: string, kind: 'Polygon' | 'LineString'): Result<Part[], GeoFault> {
  try {
    // Editors on Windows begin a file with a mark.
    return ok(partsOf(JSON.parse(text.replace(/^\uFEFF/, '')), kind, ''));
  } catch (cause) {
    return err({ found: messageOf(cause), allowed: 'GeoJSON' });
  }
}

function partsOf(value: unknown, kind: string, at: string): Part[] {
  const [type, coordinates] = [valueAt(value, ['type']), valueAt(value, ['coordinates'])];
  const here = at === '' ? '' : `${at}.`;
  const inAll = (name: string) => {
    const list = valueAt(value, [name]);
    return Array.isArray(list) ? list.flatMap((each, index) => partsOf(each, kind, `${here}${name}[${index}]`)) : [];
  };
  if (type === kind) return [{ at: `${here}coordinates`, coordinates }];
  if (type === `Multi${kind}`)
    return Array.isArray(coordinates) && coordinates.length > 0
      ? coordinates.map((part: unknown, index) => ({ at: `${here}coordinates[${index}]`, coordinates: part }))
      : [{ at: `${here}coordinates`, coordinates }];
  if (type === 'Feature') {
    const geometry = valueAt(value, ['geometry']);
    return geometry === null
      ? [{ at: `${here}geometry`, coordinates: null }]
      : partsOf(geometry, kind, `${here}geometry`);
  }
  return [...inAll('features'), ...inAll('geometries')];
}

/** A list of places, to the metre (five decimals). `what`: a ring, a line. */
export function readPlaces(at: string, value: unknown, what: string): Result<Place[], GeoFault> {
  if (!Array.isArray(value)) return err(fault(at, value, `${what}: a list of places`));
  const places: Place[] = [];
  for (const [index, each] of value.entries()) {
    const [lon, lat] = Array.isArray(each) ? each : [];
    if (!isWithin(lon, 180) || !isWithin(lat, 90)) return err(fault(`${at}[${index}]`, each, DEGREES));
    places.push({ lat: toMetre(lat), lon: toMetre(lon) });
  }
  return ok(places);
}

export function fault(at: string, value: unknown, allowed: string): GeoFault {
  const shown = JSON.stringify(value) ?? 'nothing';
  return { found: `${at}: ${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}`, allowed };
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}

function toMetre(degrees: number): number {
  return Number(degrees.toFixed(5));
}
