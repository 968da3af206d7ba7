import type { AccountStore } from '../people/account.ts';
import type { Commune } from '../territory/commune.ts';
import type { Network } from '../territory/network.ts';
import type { Names } from './words.ts';

/** Where names are known. */
export interface NameSources {
  network: Pick<Network, 'stations'>;
  accounts: Pick<AccountStore, 'find'>;
  communes: ReadonlyMap<string, Commune>;
}

/** The names that a sentence about a commune may need. */
export function namesOf(sources: NameSources, { timeZone }: Pick<Commune, 'timeZone'>): Names {
  return { timeZone, station: stationsOf(sources), person: personsOf(sources) };
}

/** What a gauge is called; by its id where it is no longer configured. */
export function stationsOf({ network: { stations } }: Pick<NameSources, 'network'>): Names['station'] {
  return (id) => stations.get(id)?.name ?? id;
}

/** Who somebody on record is: an account, or a contact who answered without one. No two contacts have one id, whatever their communes. */
export function personsOf({ accounts, communes }: Pick<NameSources, 'accounts' | 'communes'>): Names['person'] {
  const contact = (id: string) =>
    [...communes.values()].flatMap(({ contacts }) => contacts).find((each) => each.id === id);
  return (id) => accounts.find(id)?.name ?? contact(id)?.name ?? id;
}

/** Names as people of this language look them up. Made once: localeCompare would make one for each pair of hundreds. */
export function nameOrder(language: string): (a: string, b: string) => number {
  return new Intl.Collator(language, { numeric: true }).compare;
}
