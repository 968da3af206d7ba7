import type { Account } from '../../people/account.ts';
import { may, type Right } from '../../people/rights.ts';
import type { Doors } from '../doors.ts';

/** The first of a person's communes that looks at this station, or at one below it, and in which the person has the right. */
export function communeFor(
  { communes, network }: Pick<Doors, 'communes' | 'network'>,
  account: Account,
  station: string,
  right: Right,
): string | null {
  const sees = (id: string) =>
    communes
      .get(id)
      ?.watches.some((watch) => watch.station === station || network.upstreamOf(watch.station).includes(station));
  return account.communes.find((id) => may(account, right, id) && sees(id)) ?? null;
}
