import type { Station } from './station.ts';

/** The river tree: which gauge lies upstream of which. */
export interface Network {
  stations: ReadonlyMap<string, Station>;
  /** All gauges above a station, nearest first. */
  upstreamOf(id: string): readonly string[];
  /** All gauges below a station. */
  downstreamOf(id: string): readonly string[];
  /** All gauges whose waters meet that of a station somewhere, and itself: in the order of the list. */
  basinOf(id: string): Station[];
}

/** @example createNetwork([a, b]).upstreamOf('b') // ['a'] when b.upstream is ['a'] */
export function createNetwork(list: readonly Station[]): Network {
  const stations = new Map(list.map((station) => [station.id, station]));
  const below = new Map<string, string[]>(list.map((station) => [station.id, []]));
  for (const station of list) for (const above of station.upstream) below.get(above)?.push(station.id);
  const walk = (id: string, next: (id: string) => readonly string[]): string[] => {
    const seen: string[] = [];
    let front = [...next(id)];
    while (front.length > 0) {
      const fresh = front.filter((each) => each !== id && !seen.includes(each));
      seen.push(...new Set(fresh));
      front = fresh.flatMap((each) => [...next(each)]);
    }
    return seen;
  };
  const above = new Map(list.map((s) => [s.id, walk(s.id, (id) => stations.get(id)?.upstream ?? [])]));
  const downstream = new Map(list.map((s) => [s.id, walk(s.id, (id) => below.get(id) ?? [])]));
  const beside = (id: string) => [...(stations.get(id)?.upstream ?? []), ...(below.get(id) ?? [])];
  return {
    stations,
    basinOf(id) {
      const basin = new Set([id, ...walk(id, beside)]);
      return list.filter((station) => basin.has(station.id));
    },
    upstreamOf: (id) => above.get(id) ?? [],
    downstreamOf: (id) => downstream.get(id) ?? [],
  };
}

/** The stations of the first circle found in the upstream graph, or `null` where water only flows down. */
export function findCycle(list: readonly Pick<Station, 'id' | 'upstream'>[]): string[] | null {
  const upstream = new Map(list.map((station) => [station.id, station.upstream]));
  const done = new Set<string>();
  const visit = (id: string, trail: string[]): string[] | null => {
    if (trail.includes(id)) return [...trail.slice(trail.indexOf(id)), id];
    if (done.has(id)) return null;
    for (const above of upstream.get(id) ?? []) {
      const cycle = visit(above, [...trail, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return null;
  };
  for (const { id } of list) {
    const cycle = visit(id, []);
    if (cycle) return cycle;
  }
  return null;
}
