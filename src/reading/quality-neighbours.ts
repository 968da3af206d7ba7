import type { Network } from '../territory/network.ts';
import type { Reading } from './reading.ts';

/** A gauge beside this one on the same water, with its readings as received by now, oldest first, whatever their quality. */
export interface Neighbour {
  side: 'upstream' | 'downstream';
  bankfullRiseM: number;
  readings: readonly Reading[];
}

/** Two a side: the nearest may itself be silent or broken. */
const PER_SIDE = 2;

/**
 * The gauges whose readings `assessQuality` wants beside those of the station itself.
 * @example a → b → c: qualityNeighbours(network, 'b') // [{ id: 'a', side: 'upstream' }, { id: 'c', side: 'downstream' }]
 */
export function qualityNeighbours(network: Network, id: string): { id: string; side: 'upstream' | 'downstream' }[] {
  const nearest = (ids: readonly string[]): string[] =>
    ids.filter((each) => network.stations.get(each)?.quantity === 'stage').slice(0, PER_SIDE);
  return [
    ...nearest(network.upstreamOf(id)).map((each) => ({ id: each, side: 'upstream' as const })),
    ...nearest(network.downstreamOf(id)).map((each) => ({ id: each, side: 'downstream' as const })),
  ];
}
