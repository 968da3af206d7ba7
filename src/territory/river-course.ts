import { boundsOf, KM_A_DEGREE, type Place, shrinkAt, wrapped } from './area.ts';

/** A place on the course of a river. Drawings that show less than `seenM` metres need it; ends are on all. */
export interface CoursePoint extends Place {
  seenM: number;
}

/** A piece of a river. */
export interface RiverLine {
  points: readonly CoursePoint[];
  /** The corners of the box that holds it. */
  bounds: readonly [southWest: Place, northEast: Place];
}

/** How rivers run, as whoever surveyed them says. */
export interface RiverCourses {
  lines: readonly RiverLine[];
  attribution: string;
  /** Gauges that stand beside one of them. */
  gauges: ReadonlySet<string>;
}

/** Two gauges no further from a course than a survey and a wide river explain are joined by it. */
const BESIDE_KM = 0.5;

/** Places of a span that is split where it serves the next splits. */
const LONG = 200;

/**
 * How much of a line each of its places is needed for: the method of Douglas and Peucker (1973), done once for every tolerance, as geojson-vt
 * does; without those that no drawing finer than `finestM` shows. Those with `seenM` above a tolerance draw the line no further off than that.
 * @example riverLine([{ lat: 0, lon: 0 }, { lat: 0.001, lon: 1 }, { lat: 0, lon: 2 }]).points.map(({ seenM }) => seenM) // [Infinity, 111.2, Infinity]
 */
export function riverLine(line: readonly Place[], finestM = 0): RiverLine {
  const points = line.map((place) => ({ ...place, seenM: 0 }));
  for (const end of [points[0], points.at(-1)]) if (end) end.seenM = Infinity;
  const spans: [from: number, to: number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    const split = splitOf(points, from, to);
    // Nor is anything that hangs on what is finer than the finest.
    if (!split || split.km * 1_000 < finestM) continue;
    // Nothing is needed for a coarser drawing than what it hangs on.
    points[split.at]!.seenM = Math.min(split.km * 1_000, points[from]!.seenM, points[to]!.seenM);
    spans.push([from, split.at], [split.at, to]);
  }
  return { points: points.filter(({ seenM }) => seenM >= finestM), bounds: boundsOf({ rings: [line] }) };
}

/**
 * The place furthest from a span, and how far that is. Of a long span one nearer its middle that is half as far off: a staircase, as of
 * rivers out of a raster, would be split step by step, for an hour. `null`: all lie on it.
 */
function splitOf(points: readonly Place[], from: number, to: number): { at: number; km: number } | null {
  const off = (index: number) => kmFromSpan(points[index]!, points[from]!, points[to]!);
  let [at, km] = [-1, 0];
  for (let index = from + 1; index < to; index++) {
    const here = off(index);
    if (here > km) [at, km] = [index, here];
  }
  if (at < 0) return null;
  const middle = (from + to) >> 1;
  for (let away = 0; to - from > LONG && away < Math.abs(at - middle); away++)
    for (const index of [middle - away, middle + away]) if (off(index) >= km / 2) return { at: index, km };
  return { at, km };
}

/** The gauges that stand beside a course. */
export function gaugesBeside(
  gauges: readonly { id: string; position: Place | null }[],
  lines: readonly RiverLine[],
): ReadonlySet<string> {
  const isBeside = (place: Place) =>
    lines.some(({ points, bounds: [southWest, northEast] }) => {
      const near = BESIDE_KM / KM_A_DEGREE;
      const nearEast = near / shrinkAt(place.lat);
      if (place.lat < southWest.lat - near || place.lat > northEast.lat + near) return false;
      if (place.lon < southWest.lon - nearEast || place.lon > northEast.lon + nearEast) return false;
      return points.some((to, index) => index > 0 && kmFromSpan(place, points[index - 1]!, to) <= BESIDE_KM);
    });
  return new Set(gauges.flatMap(({ id, position }) => (position && isBeside(position) ? [id] : [])));
}

/** From a place to the straight line between two, ends and all. */
function kmFromSpan(place: Place, from: Place, to: Place): number {
  const shrink = shrinkAt(place.lat);
  const [x, y] = [wrapped(to.lon - from.lon) * shrink, to.lat - from.lat];
  const [px, py] = [wrapped(place.lon - from.lon) * shrink, place.lat - from.lat];
  const length = x * x + y * y;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * x + py * y) / length));
  // `Math.hypot` takes ten times as long.
  return KM_A_DEGREE * Math.sqrt((px - along * x) ** 2 + (py - along * y) ** 2);
}
