import type { WaterState } from '../pages/river/water-state.ts';

/** The river that runs down the page, and the map. */
export interface MapWords {
  map: {
    title: string;
    description: string;
    /** Where there are many communes. */
    calmUnnamed: string;
    sameInTables: string;
    /** Before the names of what has no position. */
    notOnMap(count: number): string;
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
