import type { Station } from '../../src/territory/station.ts';

/** A station with all that a test does not care for filled in. */
export function stationNamed(id: string, rest: Partial<Station> = {}): Station {
  return {
    id,
    name: id,
    river: 'Aude',
    quantity: 'stage',
    upstream: [],
    intervalMin: 10,
    delayMin: 0,
    bankfullRiseM: 2,
    minValue: -2,
    maxValue: 12,
    position: null,
    attribution: null,
    ...rest,
  };
}
