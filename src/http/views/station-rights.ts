import type { Account } from '../../people/account.ts';
import { may, type Right } from '../../people/rights.ts';
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
  const foreign = [...communes.values()].some(
    ({ id, watches }) => !account.communes.includes(id) && watches.some((watch) => watch.station === station),
  );
  // What others watch may be looked at from below, and not changed.
  const onlyOwn = CHANGES.includes(right) && foreign;
  const sees = (id: string) =>
    communes
      .get(id)
      ?.watches.some(
        (watch) => watch.station === station || (!onlyOwn && network.upstreamOf(watch.station).includes(station)),
      );
  return among.find((id) => may(account, right, id) && sees(id)) ?? null;
}
