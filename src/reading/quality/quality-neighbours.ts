import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Network } from '../../territory/network.ts';
import { isAccepted, type Reading } from '../reading.ts';
import { between } from '../since.ts';

/** A gauge beside this one on the same water, with its readings as received by now, oldest first, whatever their quality. */
export interface Neighbour {
  side: 'upstream' | 'downstream';
  bankfullRiseM: number;
  readings: readonly Reading[];
}

type Side = { id: string; side: Neighbour['side'] };

/** Two a side: the nearest may itself be silent or broken. */
const PER_SIDE = 2;

/** Asked for every station of every batch, and the river does not change while the service runs. */
const found = new WeakMap<Network, Map<string, readonly Side[]>>();

/**
 * The gauges whose readings `assessQuality` wants beside those of the station itself.
 * @example a → b → c: qualityNeighbours(network, 'b') // [{ id: 'a', side: 'upstream' }, { id: 'c', side: 'downstream' }]
 */
export function qualityNeighbours(network: Network, id: string): readonly Side[] {
  const known = found.get(network) ?? new Map<string, readonly Side[]>();
  found.set(network, known);
  const sides = known.get(id) ?? [
    ...nearest(network, network.upstreamOf(id)).map((each) => ({ id: each, side: 'upstream' as const })),
    ...nearest(network, network.downstreamOf(id)).map((each) => ({ id: each, side: 'downstream' as const })),
  ];
  known.set(id, sides);
  return sides;
}

function nearest({ stations }: Network, ids: readonly string[]): string[] {
  return ids.filter((each) => stations.get(each)?.quantity === 'stage').slice(0, PER_SIDE);
}

/** A rise of this share of a gauge's bankfull rise, in the hours before, makes a steep rise beside it likely. */
const RISE_SHARE = 0.3;
const RISE_WINDOW_MS = 6 * HOUR_MS;

/** Whether one of these gauges has risen lately, and stands so. */
export function hasRisen(neighbours: readonly Neighbour[], until: Instant): boolean {
  return neighbours.some(({ bankfullRiseM, readings }) => {
    const recent = between(readings, until - RISE_WINDOW_MS, until + 1).filter(isAccepted);
    const newest = recent.at(-1);
    return (
      newest !== undefined && newest.value - Math.min(...recent.map((each) => each.value)) >= RISE_SHARE * bankfullRiseM
    );
  });
}
