import type { Account } from '../../people/account.ts';
import { may, type Right } from '../../people/rights.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';

/** What changes for others too. */
const CHANGES: readonly Right[] = ['exclude-readings', 'read-gauge'];

/** The first of a person's communes, or of those given of them, that looks at this station, or at one below it, and in which the person has the right. */
export function communeFor(
  { communes, network }: Pick<Doors, 'communes' | 'network'>,
  account: Account,
  station: string,
  right: Right,
  among = account.communes,
): string | null {
  const watching = (id: string) => watchersAmongAll(communes, id);
  // What others watch may be looked at from below, and not changed.
  const onlyOwn = CHANGES.includes(right) && watching(station).some(({ id }) => !account.communes.includes(id));
  const from = onlyOwn ? [station] : [station, ...network.downstreamOf(station)];
  const seeing = new Set(from.flatMap(watching).map(({ id }) => id));
  return among.find((id) => seeing.has(id) && may(account, right, id)) ?? null;
}

type Watchers = ReadonlyMap<string, readonly Commune[]>;

/** Of all communes, which do not change while the service runs: they are asked for each of a thousand gauges. */
const known = new WeakMap<Doors['communes'], Watchers>();

/** Who watches a gauge. */
export function watchersAmongAll(communes: Doors['communes'], station: string): readonly Commune[] {
  const watchers = known.get(communes) ?? watchersOf(communes.values());
  known.set(communes, watchers);
  return watchers.get(station) ?? [];
}

/** Who watches each gauge, in the order of the list. */
export function watchersOf(communes: Iterable<Commune>): Watchers {
  const watchers = new Map<string, Commune[]>();
  for (const commune of communes)
    for (const station of new Set(commune.watches.map((watch) => watch.station)))
      watchers.set(station, [...(watchers.get(station) ?? []), commune]);
  return watchers;
}
