import { KM_A_DEGREE, type Place, shrinkAt } from '../../../territory/area.ts';
import { eastOf, type MapFrame } from './map-frame.ts';

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

/**
 * North is up, and a kilometre is as long to the east as to the north, which on a basin is as near as a drawing shows (equirectangular, with
 * the middle latitude true). The height follows the frame.
 * @example projectionOf({ lat: 0, lon: 2, kmWide: 222.4, kmHigh: 111.2 }, 400).point({ lat: 0, lon: 2.5 }) // { x: 300, y: 100 }
 */
export function projectionOf(frame: MapFrame, width: number): Projection {
  const unitsAKm = width / frame.kmWide;
  const height = Math.round(frame.kmHigh * unitsAKm);
  const units = unitsAKm * KM_A_DEGREE;
  return {
    width,
    height,
    unitsAKm,
    point: ({ lat, lon }) => ({
      x: tenth(width / 2 + eastOf(frame, lon) * shrinkAt(frame.lat) * units),
      y: tenth(height / 2 - (lat - frame.lat) * units),
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

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
