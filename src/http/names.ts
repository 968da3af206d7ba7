import type { Commune } from '../territory/commune.ts';
import type { Names } from '../text/words.ts';
import type { Doors } from './doors.ts';

/** The names that a sentence about this commune may need. */
export function namesOf(doors: Pick<Doors, 'network' | 'accounts' | 'communes'>, { timeZone }: Commune): Names {
  return {
    timeZone,
    station: (id) => doors.network.stations.get(id)?.name ?? id,
    person: personsOf(doors),
  };
}

/** Who somebody on record is: an account, or a contact who answered without one. */
export function personsOf({ accounts, communes }: Pick<Doors, 'accounts' | 'communes'>): Names['person'] {
  const contact = (id: string) =>
    [...communes.values()].flatMap(({ contacts }) => contacts).find((each) => each.id === id);
  return (id) => accounts.find(id)?.name ?? contact(id)?.name ?? id;
}
