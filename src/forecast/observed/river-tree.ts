import type { Network } from '../../territory/network.ts';

/** What lies above a gauge, as plain data. */
export interface RiverTree {
  /** By gauge: those one reach up. */
  above: ReadonlyMap<string, readonly string[]>;
  /** The rain gauges of the station itself. */
  rain: readonly string[];
  /** How much a gauge counts among those of its level, where that was learned; 1 where it was not. */
  weights: ReadonlyMap<string, number>;
}

export function riverTree(network: Network, station: string): RiverTree {
  const isRain = (id: string): boolean => network.stations.get(id)?.quantity === 'rain';
  const above = (id: string): readonly string[] => network.stations.get(id)?.upstream ?? [];
  const gauges = [station, ...network.upstreamOf(station)].filter((id) => !isRain(id));
  return {
    above: new Map(gauges.map((id) => [id, above(id).filter((each) => !isRain(each) && network.stations.has(each))])),
    rain: above(station).filter((id) => isRain(id)),
    weights: new Map(),
  };
}

/** The gauges above, reach by reach. */
export function levelsAbove(tree: RiverTree, station: string): string[][] {
  const known = new Set([station]);
  const levels: string[][] = [];
  let front = [station];
  for (;;) {
    front = [...new Set(front.flatMap((id) => tree.above.get(id) ?? []))].filter((id) => !known.has(id));
    if (front.length === 0) return levels;
    for (const id of front) known.add(id);
    levels.push(front);
  }
}

/** How many reaches lie above. */
export function reachesAbove(tree: RiverTree, station: string): number {
  return levelsAbove(tree, station).length;
}
