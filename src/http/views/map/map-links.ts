import type { Place } from '../../../territory/area.ts';
import { isIn, LEAST_KM, type MapFrame, placeIn, scaled, within } from './map-frame.ts';
import type { MapView } from './map-view.ts';
import type { PlacedCommune } from './placed-commune.ts';

export const mapSides = ['west', 'north', 'east', 'south'] as const;
export type MapSide = (typeof mapSides)[number];

/** Where a reader may go on from a frame: to what lies on a side, the nearer the edge the better. */
export interface SideLink {
  side: MapSide;
  frame: MapFrame;
  /** In alert or not known, beyond that edge. */
  communes: readonly PlacedCommune[];
}

const toSide: Record<MapSide, { east: number; north: number }> = {
  west: { east: -0.5, north: 0 },
  north: { east: 0, north: 0.5 },
  east: { east: 0.5, north: 0 },
  south: { east: 0, north: -0.5 },
};

/** Sides beyond which there is something. Where it is an alert the link leads to the most urgent one, however far; else half a map on. */
export function sideLinks(view: MapView): SideLink[] {
  const { frame } = view;
  const bySide = Map.groupBy(view.outside, ({ place }) => sideOf(frame, place!));
  const places = view.gauges.flatMap(({ position }) => position ?? []);
  return mapSides.flatMap((side) => {
    const communes = bySide.get(side) ?? [];
    const next = scaled(frame, 1, communes[0]?.place ?? placeIn(frame, toSide[side]));
    const leads = communes.length > 0 || places.some((place) => isIn(next, place) && !isIn(frame, place));
    return leads ? [{ side, frame: next, communes }] : [];
  });
}

/** Of a place outside: the edge that it lies furthest beyond. */
function sideOf(frame: MapFrame, place: Place): MapSide {
  const { east, north } = within(frame, place);
  if (Math.abs(east) >= Math.abs(north)) return east < 0 ? 'west' : 'east';
  return north < 0 ? 'south' : 'north';
}

/** A part of the map that a finger may press, and what it then shows. */
export interface Cell {
  /** Column and row, from the north-west, of three. */
  column: number;
  row: number;
  frame: MapFrame;
}

export const CELLS = 3;

/** Parts in which there is something to be seen closer. */
export function cellsOf({ frame, gauges, communes }: MapView): Cell[] {
  if (frame.kmWide <= LEAST_KM) return [];
  const places = [...gauges.flatMap(({ position }) => position ?? []), ...communes.flatMap(({ place }) => place ?? [])];
  const steps = Array.from({ length: CELLS }, (_, index) => index);
  return steps.flatMap((row) =>
    steps.flatMap((column) => {
      const closer = scaled(frame, 0.5, placeIn(frame, { east: (column - 1) / CELLS, north: (1 - row) / CELLS }));
      return places.some((place) => isIn(closer, place)) ? [{ column, row, frame: closer }] : [];
    }),
  );
}
