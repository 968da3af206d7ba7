import { boundsOf, type Place } from '../../../territory/area.ts';
import type { RiverCourses } from '../../../territory/river-course.ts';
import type { Station } from '../../../territory/station.ts';
import type { GaugeView } from '../../views/gauge-view.ts';
import { type MapFrame, meets } from '../../views/map/map-frame.ts';
import type { MapView } from '../../views/map/map-view.ts';
import { type Box, overlap, type PlacedTag, placeTags } from '../../views/map/place-tags.ts';
import type { PlacedCommune } from '../../views/map/placed-commune.ts';
import { type Point, type Projection, projectionOf, roundKm, thinned } from '../../views/map/projection.ts';
import { areMany } from '../../views/own-communes.ts';
import { drawnCourses } from './drawn-courses.ts';
import { type WaterState, waterState } from './water-state.ts';

export const SIGN_RADIUS = 9;
const TAG_AWAY = 11;
/** Pixels, of a phone or a desktop. */
const CORNERS_APART = 3;
const SCALE_BAR_WIDE = 60;

export interface DrawnGauge {
  row: GaugeView;
  at: Point;
  state: WaterState;
  /** Without its sign: of many one that does not rise, or one that matters more stands where it would be. */
  isDot: boolean;
}

export interface DrawnTag extends PlacedTag {
  row: PlacedCommune;
  at: Point;
}

/** One sign for several communes, the most urgent first. */
export interface DrawnCluster extends Box {
  at: Point;
  rows: readonly PlacedCommune[];
}

export interface DrawnArea {
  row: PlacedCommune;
  rings: readonly (readonly Point[])[];
  circle: (Point & { radius: number }) | null;
}

/** Where everything stands on the map of a basin. */
export interface Basin {
  map: Projection;
  /** A round number of kilometres that is shown as a length. */
  scaleKm: number;
  /** From gauge to gauge, downstream, where no course is given. */
  reaches: readonly (readonly [from: Point, to: Point])[];
  /** How rivers run: what a `path` draws; empty where nobody has said. */
  courses: string;
  /** The most important last, on top. */
  gauges: readonly DrawnGauge[];
  areas: readonly DrawnArea[];
  tags: readonly DrawnTag[];
  clusters: readonly DrawnCluster[];
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
export type TagOf = (row: PlacedCommune) => { widths: readonly number[]; isNeeded: boolean };

/** On a sheet so wide, with tags so high. `gauges`: those of the frame. */
export function basinLayout(
  { view, gauges, rivers }: { view: MapView; gauges: readonly GaugeView[]; rivers: RiverCourses | null },
  { width, tagHigh }: { width: number; tagHigh: number },
  tagOf: TagOf,
): Basin {
  const { frame, communes } = view;
  const map = projectionOf(frame, width);
  const drawn = drawnGauges(gauges, map);
  // A name may cover a dot, not a sign.
  const signs = drawn.flatMap(({ at, isDot }) => (isDot ? [] : [square(at, SIGN_RADIUS)]));
  const placed = communes.flatMap((row) => (row.place ? [{ row, at: map.point(row.place) }] : []));
  const wishes = placed.map(({ row, at }) => ({ at, away: TAG_AWAY, ...tagOf(row) }));
  const { tags, clusters } = placeTags(wishes, signs, { ...map, tagHigh });
  return {
    map,
    scaleKm: roundKm(map, SCALE_BAR_WIDE),
    reaches: reachesOf(view.gauges, frame, rivers?.gauges).map(([from, to]) => [map.point(from), map.point(to)]),
    courses: rivers ? drawnCourses(rivers.lines, frame, map) : '',
    gauges: drawn.toReversed(),
    areas: communes.flatMap((row) => areaOf(row, frame, map) ?? []),
    tags: placed.flatMap((each, index) => (tags[index] ? [{ ...each, ...tags[index] }] : [])),
    clusters: clusters.map((each) => ({ ...each, rows: each.members.map((index) => placed[index]!.row) })),
  };
}

function areaOf(row: PlacedCommune, frame: MapFrame, map: Projection): DrawnArea | null {
  const { area } = row.commune;
  if (!area || !meets(frame, boundsOf(area))) return null;
  if ('circle' in area) {
    const circle = { ...map.point(area.circle), radius: area.circle.radiusKm * map.unitsAKm };
    return { row, rings: [], circle };
  }
  return { row, rings: area.rings.map((ring) => thinned(ring.map(map.point), CORNERS_APART).map(whole)), circle: null };
}

/** The most important first. */
function drawnGauges(rows: readonly GaugeView[], map: Projection): DrawnGauge[] {
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

/** A gauge without a position is passed over: the line goes on from the next above it. None between two that stand beside a course. */
function reachesOf(
  gauges: readonly Station[],
  frame: MapFrame,
  onCourse: ReadonlySet<string> = new Set(),
): [from: Place, to: Place][] {
  const byId = new Map(gauges.map((station) => [station.id, station]));
  const placedAbove = (id: string): (Station & { position: Place })[] =>
    (byId.get(id)?.upstream ?? []).flatMap((above) => {
      const station = byId.get(above);
      return station?.position ? [{ ...station, position: station.position }] : placedAbove(above);
    });
  return gauges.flatMap(({ id, position: to }) =>
    to === null
      ? []
      : placedAbove(id)
          .filter((above) => !(onCourse.has(id) && onCourse.has(above.id)) && meets(frame, [above.position, to]))
          .map(({ position }): [Place, Place] => [position, to]),
  );
}
