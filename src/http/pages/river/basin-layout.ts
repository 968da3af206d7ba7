import { boundsOf, type Place } from '../../../territory/area.ts';
import { areMany } from '../../views/own-communes.ts';
import { type Box, overlap, type PlacedTag, placeTags } from '../../views/place-tags.ts';
import { type Point, type Projection, projectionOf, roundKm, thinned } from '../../views/projection.ts';
import type { CommuneRow, StaffView, StationRow } from '../../views/staff-view.ts';
import { type WaterState, waterState } from './water-state.ts';

const SHEET = { width: 440, margin: 30, leastHigh: 200, mostHigh: 460 } as const;
export const SIGN_RADIUS = 9;
const TAG_AWAY = 11;
/** Two pixels of a phone. */
const CORNERS_APART = 2;
const SCALE_BAR_WIDE = 60;

export interface DrawnGauge {
  row: StationRow;
  at: Point;
  state: WaterState;
  /** Without its sign: of many one that does not rise, or one that matters more stands where it would be. */
  isDot: boolean;
}

export interface DrawnCommune {
  row: CommuneRow;
  at: Point;
  rings: readonly (readonly Point[])[];
  /** Of a circle, else `null`. */
  radius: number | null;
  tag: PlacedTag | null;
}

/** Where everything stands on the map of a basin. */
export interface Basin {
  map: Projection;
  /** A round number of kilometres that is shown as a length. */
  scaleKm: number;
  /** From gauge to gauge, downstream. */
  reaches: readonly (readonly [from: Point, to: Point])[];
  /** The most important last, on top. */
  gauges: readonly DrawnGauge[];
  communes: readonly DrawnCommune[];
  /** Names of what has no position. */
  notOnMap: readonly string[];
}

/** Of gauges that would cover one another the first in this order has its sign. */
const importance: readonly WaterState[] = [
  'rising',
  'silent',
  'doubtful',
  'maintained',
  'unknown',
  'falling',
  'steady',
];

const quiet: readonly WaterState[] = ['falling', 'steady'];

/** What a tag takes: its widths, the best first, and whether it must be there. */
export type TagOf = (row: CommuneRow) => { widths: readonly number[]; isNeeded: boolean };

/** `null` where no gauge and no commune has a place. Rain gauges stand in the tables alone. */
export function basinLayout(
  { communes, stations }: Pick<StaffView, 'communes' | 'stations'>,
  tagOf: TagOf,
): Basin | null {
  const rivers = stations.filter(({ station }) => station.quantity !== 'rain');
  const known = new Map(rivers.flatMap(({ station }) => (station.position ? [[station.id, station.position]] : [])));
  const places = communes.map((row) => ({ row, corners: cornersOf(row, known) }));
  const all = [...known.values(), ...places.flatMap(({ corners }) => corners)];
  if (all.length === 0) return null;
  const map = projectionOf(all, SHEET);
  const gauges = drawnGauges(rivers, map);
  const shapes = places.flatMap(({ row, corners }) => (corners.length > 0 ? [shapeOf(row, corners, map)] : []));
  // A name may cover a dot, not a sign.
  const signs = gauges.flatMap(({ at, isDot }) => (isDot ? [] : [square(at, SIGN_RADIUS)]));
  const wishes = shapes.map(({ row, at }) => ({ at, away: TAG_AWAY, ...tagOf(row) }));
  const tags = placeTags(wishes, signs, map);
  return {
    map,
    scaleKm: roundKm(map, SCALE_BAR_WIDE),
    reaches: reachesOf(rivers, known).map(([from, to]) => [map.point(from), map.point(to)]),
    gauges: gauges.toReversed(),
    communes: shapes.map((shape, index) => ({ ...shape, tag: tags[index] ?? null })),
    notOnMap: [
      ...rivers.flatMap(({ station }) => (known.has(station.id) ? [] : [station.name])),
      ...places.flatMap(({ row, corners }) => (corners.length > 0 ? [] : [row.commune.name])),
    ],
  };
}

/** What must be on the map of a commune: its outline, the ends of its circle, or else the first of its gauges. */
function cornersOf({ commune: { area, watches } }: CommuneRow, known: ReadonlyMap<string, Place>): Place[] {
  if (!area) return watches.flatMap(({ station }) => known.get(station) ?? []).slice(0, 1);
  return 'rings' in area ? area.rings.flat() : boundsOf(area);
}

function shapeOf(row: CommuneRow, corners: readonly Place[], map: Projection): Omit<DrawnCommune, 'tag'> {
  const { area } = row.commune;
  const points = corners.map(map.point);
  const at = middleOf(points);
  if (!area) return { row, at, rings: [], radius: null };
  if ('circle' in area) return { row, at, rings: [], radius: area.circle.radiusKm * map.unitsAKm };
  return {
    row,
    at,
    rings: area.rings.map((ring) => thinned(ring.map(map.point), CORNERS_APART).map(whole)),
    radius: null,
  };
}

function middleOf(points: readonly Point[]): Point {
  const sums = points.reduce((sum, { x, y }) => ({ x: sum.x + x, y: sum.y + y }), { x: 0, y: 0 });
  return { x: Math.round(sums.x / points.length), y: Math.round(sums.y / points.length) };
}

/** The most important first. */
function drawnGauges(rows: readonly StationRow[], map: Projection): DrawnGauge[] {
  const taken: Box[] = [];
  const isCrowded = areMany(rows);
  return rows
    .flatMap((row) => {
      const { position } = row.station;
      return position ? [{ row, at: map.point(position), state: waterState(row) }] : [];
    })
    .sort((a, b) => importance.indexOf(a.state) - importance.indexOf(b.state))
    .map((gauge) => {
      const sign = square(gauge.at, SIGN_RADIUS);
      const isDot = (isCrowded && quiet.includes(gauge.state)) || taken.some((other) => overlap(sign, other));
      if (!isDot) taken.push(sign);
      return { ...gauge, isDot };
    });
}

function whole({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

function square({ x, y }: Point, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** A gauge without a position is passed over: the line goes on from the next above it. */
function reachesOf(rows: readonly StationRow[], known: ReadonlyMap<string, Place>): [from: Place, to: Place][] {
  const upstreamOf = new Map(rows.map(({ station }) => [station.id, station.upstream]));
  const placedAbove = (id: string): Place[] =>
    (upstreamOf.get(id) ?? []).flatMap((above) => {
      const place = known.get(above);
      return place ? [place] : placedAbove(above);
    });
  return [...known].flatMap(([id, to]) => placedAbove(id).map((from): [Place, Place] => [from, to]));
}
