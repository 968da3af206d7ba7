import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import type { NumberedEntry } from '../../record/record.ts';
import type { Doors } from '../doors.ts';
import { communeFor } from './station-rights.ts';

/**
 * The newest of the record that concerns a person: of their communes, those that have left the files included, and of the stations that these look at, as an import is, and what they did themselves. What else belongs to
 * neither, as an account, is seen by whoever has all communes.
 */
export function seenRecord(doors: Doors, account: Account, limit: number): NumberedEntry[] {
  if ([...doors.communes.keys()].every((id) => may(account, 'change-policy', id)))
    return doors.record.recent(null, limit);
  const own = account.communes.filter((id) => may(account, 'change-policy', id));
  const ofNone = doors.record.recentOfNone(limit, ({ actor, detail }) => {
    if ('person' in actor && actor.person === account.id) return true;
    if (!('station' in detail) || typeof detail['station'] !== 'string') return false;
    return communeFor(doors, account, detail['station'], 'change-policy') !== null;
  });
  return [...own.flatMap((id) => doors.record.recent(id, limit)), ...ofNone]
    .sort((a, b) => b.id - a.id)
    .slice(0, limit);
}
