import type { Config } from '../config.ts';
import { someOf } from './some-of.ts';

/** Communes, and gauges, that are called alike: people read names and never ids, so an alert of one passes for the other's. */
export function ofNamesakes({ communes, network }: Pick<Config, 'communes' | 'network'>): string[] {
  const ofCommunes = calledAlike(communes.values());
  const ofGauges = calledAlike(network.stations.values());
  return [
    ...(ofCommunes.length === 0
      ? []
      : [
          `communes are called alike: ${someOf(ofCommunes)}; whoever is told of both, or looks for their own, takes one for the other: add what tells them apart, such as (Aude) (communes.yaml, name)`,
        ]),
    ...(ofGauges.length === 0
      ? []
      : [
          `gauges are called alike: ${someOf(ofGauges)}; no page and no message tells them apart: add what does, such as (old bridge) (stations.yaml, name)`,
        ]),
  ];
}

/** @example calledAlike([{ id: 'a', name: 'Mons' }, { id: 'b', name: 'Mons' }]) // ['a and b (Mons)'] */
function calledAlike(all: Iterable<{ id: string; name: string }>): string[] {
  return [...Map.groupBy(all, ({ name }) => name.toLowerCase()).values()]
    .filter((alike) => alike.length > 1)
    .map((alike) => `${alike.map(({ id }) => id).join(' and ')} (${alike[0]!.name})`);
}
