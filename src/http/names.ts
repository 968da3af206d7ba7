import type { Commune } from '../territory/commune.ts';
import type { Names } from '../text/words.ts';
import type { Doors } from './doors.ts';

/** The names that a sentence about this commune may need. */
export function namesOf({ network, accounts }: Pick<Doors, 'network' | 'accounts'>, commune: Commune): Names {
  return {
    timeZone: commune.timeZone,
    station: (id) => network.stations.get(id)?.name ?? id,
    person: (id) => accounts.find(id)?.name ?? commune.contacts.find((each) => each.id === id)?.name ?? id,
  };
}
