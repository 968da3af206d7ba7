import type { Account } from '../../people/account.ts';
import { may, type Right } from '../../people/rights.ts';
import type { Commune } from '../../territory/commune.ts';
import { nameOrder } from '../../text/names.ts';
import type { Doors } from '../doors.ts';

/** All communes of a person. */
export function communesOf({ communes }: Pick<Doors, 'communes'>, account: Account): Commune[] {
  return account.communes.flatMap((id) => communes.get(id) ?? []);
}

/** Those in which the person has a right. */
export function communesFor(doors: Pick<Doors, 'communes'>, account: Account, right: Right): Commune[] {
  return communesOf(doors, account).filter(({ id }) => may(account, right, id));
}

/** The commune of that name; `null` where there is none in which the person has the right. */
export function communeWith(
  { communes }: Pick<Doors, 'communes'>,
  account: Account,
  right: Right,
  id: string,
): Commune | null {
  return may(account, right, id) ? (communes.get(id) ?? null) : null;
}

/** Whether the person may change the rules of a gauge: those of communes and gauges that were taken out of the configuration are kept. */
export function mayChangeRules(
  doors: Pick<Doors, 'communes' | 'network'>,
  account: Account,
  { commune, station }: { commune: string; station: string },
): boolean {
  return communeWith(doors, account, 'change-policy', commune) !== null && doors.network.stations.has(station);
}

/** Of the times on a page about several communes: that of the first. */
export function zoneOf([first]: readonly Commune[]): string {
  return first?.timeZone ?? 'UTC';
}

/** What is long for each commune, or takes long to make, is shown of so many together at most; of more one by one. */
const TOGETHER = 20;

export function areMany(communes: readonly unknown[]): boolean {
  return communes.length > TOGETHER;
}

/** For sorting, as people of this language look a name up. */
export function byName(speech: { language: string }) {
  const compare = nameOrder(speech.language);
  return (a: { commune: Commune }, b: { commune: Commune }) => compare(a.commune.name, b.commune.name);
}

/** The one that was asked for; else all, or none where they are many. */
export function shownOf(communes: readonly Commune[], asked: string | undefined): readonly Commune[] {
  const one = communes.filter(({ id }) => id === asked);
  return one.length > 0 || areMany(communes) ? one : communes;
}

/** The person's commune that had this alert; `null` where none of theirs did. */
export function communeOfAlert(
  doors: Pick<Doors, 'communes' | 'journal'>,
  account: Account,
  alert: string,
): Commune | null {
  return (
    communesFor(doors, account, 'see-alert').find(
      ({ id }) => doors.journal.events(id, { limit: 1, alert }).length > 0,
    ) ?? null
  );
}
