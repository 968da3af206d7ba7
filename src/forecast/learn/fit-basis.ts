import type { Station } from '../../territory/station.ts';
import { MODEL } from './fit-network.ts';

/** What a fit hangs on besides readings. */
export interface FitBasis {
  /** The way of learning, and the rivers of the prior that are left out: a fit of another one is of no use. */
  method: string;
  /** By gauge, all of its settings that count. */
  gauges: ReadonlyMap<string, string>;
}

/** What a network's fit hangs on. A gauge may have another name, other limits or another place in the file. */
export function fitBasis(stations: readonly Station[], priorWithout: readonly string[] | null): FitBasis {
  const gauges = stations.map(({ id, quantity, upstream, intervalMin, delayMin, bankfullRiseM }) => {
    return [id, JSON.stringify({ quantity, upstream, intervalMin, delayMin, bankfullRiseM })] as const;
  });
  return { method: JSON.stringify([MODEL, priorWithout]), gauges: new Map(gauges) };
}

/** The gauges that are new or set otherwise. One that was taken out shows in those below it. */
export function changedSince(before: FitBasis, now: FitBasis): ReadonlySet<string> {
  return new Set([...now.gauges.keys()].filter((id) => before.gauges.get(id) !== now.gauges.get(id)));
}
