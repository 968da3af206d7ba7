import { KM_A_DEGREE, type Place } from '../../territory/area.ts';

/** On a drawing: to the right and down. */
export interface Point {
  x: number;
  y: number;
}

export interface Projection {
  width: number;
  height: number;
  /** Rounded to a tenth. */
  point(place: Place): Point;
  /** How many units a kilometre is long. */
  unitsAKm: number;
}

/** A single gauge, or two on one bridge, fill no map: about four kilometres are shown at the least. */
const LEAST_SPAN_DEG = 0.04;

/**
 * A map that holds all places: north is up, and a kilometre is as long to the east as to the north, which on a basin is as near as a
 * drawing shows (equirectangular, with the middle latitude true). The height follows the places, up to `mostHigh`.
 * @example projectionOf([{ lat: 43, lon: 2 }, { lat: 43, lon: 3 }], { width: 440, margin: 20, leastHigh: 200, mostHigh: 400 }).point({ lat: 43, lon: 2.5 }) // { x: 220, y: 100 }
 */
export function projectionOf(
  places: readonly Place[],
  { width, margin, leastHigh, mostHigh }: { width: number; margin: number; leastHigh: number; mostHigh: number },
): Projection {
  const reference = places[0]?.lon ?? 0;
  // Seen from the first place, the others lie less than half the world away: 179° W is two degrees east of 179° E.
  const east = (lon: number) => ((((lon - reference + 180) % 360) + 360) % 360) - 180;
  const [south, north] = rangeOf(places.map(({ lat }) => lat));
  const [west, mostEast] = rangeOf(places.map(({ lon }) => east(lon)));
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const spanX = Math.max((mostEast - west) * shrink, LEAST_SPAN_DEG);
  const spanY = Math.max(north - south, LEAST_SPAN_DEG);
  const room = width - 2 * margin;
  const high = Math.min(mostHigh, Math.max(leastHigh, (spanY / spanX) * room + 2 * margin));
  const height = Math.round(high);
  const units = Math.min(room / spanX, (height - 2 * margin) / spanY);
  const [middleX, middleY] = [(west + mostEast) / 2, (south + north) / 2];
  return {
    width,
    height,
    unitsAKm: units / KM_A_DEGREE,
    point: ({ lat, lon }) => ({
      x: tenth(width / 2 + (east(lon) - middleX) * shrink * units),
      y: tenth(height / 2 - (lat - middleY) * units),
    }),
  };
}

/** 1, 2 or 5 with noughts: the longest of them that is no longer than so many units. @example roundKm({ unitsAKm: 6 }, 100) // 10 */
export function roundKm({ unitsAKm }: Pick<Projection, 'unitsAKm'>, units: number): number {
  const most = units / unitsAKm;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * ([5, 2, 1].find((step) => step * power <= most) ?? 1);
}

/** The corners of a closed line that a reader can tell apart: none nearer than so many units to the one before. */
export function thinned(line: readonly Point[], apart: number): Point[] {
  const kept: Point[] = [];
  for (const point of line) {
    const last = kept.at(-1);
    if (!last || (point.x - last.x) ** 2 + (point.y - last.y) ** 2 >= apart ** 2) kept.push(point);
  }
  return kept;
}

/** One after the other: outlines have more corners than a function takes arguments. */
function rangeOf(values: readonly number[]): [low: number, high: number] {
  let [low = 0, high = 0] = [values[0], values[0]];
  for (const each of values) {
    if (each < low) low = each;
    if (each > high) high = each;
  }
  return [low, high];
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
