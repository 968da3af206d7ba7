import type { WaterState } from '../pages/river/water-state.ts';
import type { MapSide } from '../views/map-links.ts';

/** The river that runs down the page, and the map. */
export interface MapWords {
  map: {
    title: string;
    /** What it shows, behind its title. */
    shows: { all: string; alerts: string; part(km: number): string };
    /** What the signs mean. */
    description: string;
    straightRivers: string;
    /** Where the courses of rivers are given. */
    dashedRivers: string;
    /** Before whose courses they are. */
    riversBy: string;
    /** Where there are many communes. */
    calmUnnamed: string;
    pressToLookCloser: string;
    sameInTables: string;
    /** Before the names of what has no position. */
    notOnMap(count: number): string;
    /** The address names no part of the map. */
    misread: string;
    /** Before how many communes at which level the frame leaves out. */
    outside: string;
    /** Links to other parts of it. */
    look: string;
    whole: string;
    alerts: string;
    closer: string;
    wider: string;
    sides: Record<MapSide, string>;
    basins: string;
    /** Whose communes are all without an alert. */
    calmBasins(count: number): string;
    /** How many are at a level. */
    counted(level: string, count: number): string;
    /** One sign for several. */
    together(communes: number): string;
    /** Above the table of the communes of the frame. */
    communesHere: string;
    noCommuneHere: string;
    stationsHere: string;
    noStationHere: string;
    toAll: string;
    /** Of one gauge. */
    state: Record<WaterState, string>;
    /** How many gauges are in which state. */
    count: Record<WaterState, (count: number) => string>;
    /** By the clock, or with the day where it is another. */
    measured(time: string, isToday: boolean): string;
    markReached(level: string, commune: string): string;
    /** Of several communes. */
    marksReached(level: string, communes: number): string;
  };
}
