import { err, ok, type Result } from '../../lib/result.ts';
import type { Place } from '../../territory/area.ts';
import { joinedLines } from '../../territory/joined-lines.ts';
import { type RiverLine, riverLine } from '../../territory/river-course.ts';
import { fault, type GeoFault, partsIn, readPlaces } from './geojson.ts';

/** What a start reads in a second, and a map of a large basin needs. */
const MOST_PLACES = 300_000;
/** The closest look shows no less. */
const FINEST_M = 4;

export interface Courses {
  lines: readonly RiverLine[];
  /** Lines and features without a place: a survey has them, and nothing of them can be drawn. */
  empty: number;
}

/** All lines of a GeoJSON text (RFC 7946), without what no map shows. */
export function readCourses(text: string): Result<Courses, GeoFault> {
  const parts = partsIn(text, 'LineString');
  if (!parts.ok) return parts;
  const lines: Place[][] = [];
  let [places, empty] = [0, 0];
  for (const { at, coordinates } of parts.value) {
    if (coordinates === null || (Array.isArray(coordinates) && coordinates.length === 0)) {
      empty += 1;
      continue;
    }
    const line = readPlaces(at, coordinates, 'a line');
    if (!line.ok) return line;
    if (line.value.length < 2) return err(fault(at, coordinates, 'a line of two places at least'));
    places += line.value.length;
    if (places <= MOST_PLACES) lines.push(line.value);
  }
  if (places > MOST_PLACES)
    return err({
      found: `${places} points`,
      allowed: `${MOST_PLACES} points at most: leave small streams out, or simplify to some five metres`,
    });
  if (lines.length === 0)
    return err({
      found: 'no line',
      allowed: 'GeoJSON with a LineString or MultiLineString, by itself or in a Feature or FeatureCollection',
    });
  return ok({ lines: joinedLines(lines).map((line) => riverLine(line, FINEST_M)), empty });
}
