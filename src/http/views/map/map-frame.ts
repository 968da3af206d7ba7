import { extent } from 'simple-statistics';
import { KM_A_DEGREE, type Place, shrinkAt, wrapped } from '../../../territory/area.ts';

/** The piece of ground that a map shows, around its middle. */
export interface MapFrame extends Place {
  kmWide: number;
  kmHigh: number;
}

/** A single gauge, or two on one bridge, fill no map; nearer than this nothing more is told apart. */
export const LEAST_KM = 4;
const MOST_KM = 5_000;
/** Of the map's width or height, in all: what stands at the edge is not cut off. */
const ROOM_AROUND = 1.16;
/** Height to width, of a map that follows its places. The tallest, which a frame that a reader moves has too, fits a screen at once. */
const FLATTEST = 0.45;
const TALLEST = 5 / 6;

/**
 * Holds all places with room around them; `null` where there are none. Seen from the first place, the others lie less than half the world
 * away: 179° W is two degrees east of 179° E.
 * @example frameOf([{ lat: 0, lon: 2 }, { lat: 0, lon: 3 }]) // { lat: 0, lon: 2.5, kmWide: 129, kmHigh: 58 } or so
 */
export function frameOf(places: readonly Place[], leastKm = LEAST_KM): MapFrame | null {
  const [first] = places;
  if (!first) return null;
  const [south, north] = extent(places.map(({ lat }) => lat));
  const [west, east] = extent(places.map(({ lon }) => eastOf(first, lon)));
  const lat = (south + north) / 2;
  const across = (east - west) * shrinkAt(lat) * KM_A_DEGREE * ROOM_AROUND;
  const up = (north - south) * KM_A_DEGREE * ROOM_AROUND;
  const kmWide = Math.max(leastKm, across, up / TALLEST);
  return { lat, lon: wrapped(first.lon + (west + east) / 2), kmWide, kmHigh: Math.max(up, kmWide * FLATTEST) };
}

/** As an address names it: the middle, and how many kilometres from west to east. `null`: it does not name one. @example readFrame('43.2,2.35', '40') // { lat: 43.2, lon: 2.35, kmWide: 40, kmHigh: 33.3… } */
export function readFrame(at: string, km: string): MapFrame | null {
  const numbers = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(at);
  if (!numbers || !/^\d{1,4}(?:\.\d{1,3})?$/.test(km)) return null;
  const [lat, lon, kmWide] = [Number(numbers[1]), Number(numbers[2]), Number(km)];
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || kmWide < LEAST_KM || kmWide > MOST_KM) return null;
  return { lat, lon, kmWide, kmHigh: kmWide * TALLEST };
}

/** What `readFrame` reads. @example frameQuery({ lat: 43.2, lon: 2.35, kmWide: 40.04, kmHigh: 30 }) // '?at=43.2,2.35&km=40' */
export function frameQuery({ lat, lon, kmWide }: MapFrame): string {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return `?at=${round(lat, 4)},${round(lon, 4)}&km=${round(kmWide, 1)}`;
}

/** `times` as wide, around the same middle or another. */
export function scaled(frame: MapFrame, times: number, middle: Place = frame): MapFrame {
  const kmWide = Math.min(MOST_KM, Math.max(LEAST_KM, frame.kmWide * times));
  return { lat: middle.lat, lon: middle.lon, kmWide, kmHigh: kmWide * TALLEST };
}

/** Where something lies in a frame: from −0.5 in the west and south to 0.5 in the east and north; beyond that, outside. */
export function within(frame: MapFrame, { lat, lon }: Place): { east: number; north: number } {
  return {
    east: (eastOf(frame, lon) * shrinkAt(frame.lat) * KM_A_DEGREE) / frame.kmWide,
    north: ((lat - frame.lat) * KM_A_DEGREE) / frame.kmHigh,
  };
}

/** The place there. */
export function placeIn(frame: MapFrame, { east, north }: { east: number; north: number }): Place {
  return {
    lat: Math.min(85, Math.max(-85, frame.lat + (north * frame.kmHigh) / KM_A_DEGREE)),
    lon: wrapped(frame.lon + (east * frame.kmWide) / (KM_A_DEGREE * shrinkAt(frame.lat))),
  };
}

export function isIn(frame: MapFrame, place: Place): boolean {
  const { east, north } = within(frame, place);
  return Math.abs(east) <= 0.5 && Math.abs(north) <= 0.5;
}

/** Whether the box around two places may touch a frame. */
export function meets(frame: MapFrame, ends: readonly [Place, Place]): boolean {
  const [a, b] = [within(frame, ends[0]), within(frame, ends[1])];
  const apart = (one: number, other: number) => Math.min(one, other) > 0.5 || Math.max(one, other) < -0.5;
  return !apart(a.east, b.east) && !apart(a.north, b.north);
}

/** Degrees to the east of a place, to the west less than none; the shorter way around the world. */
export function eastOf({ lon: from }: Pick<Place, 'lon'>, lon: number): number {
  return wrapped(lon - from);
}
