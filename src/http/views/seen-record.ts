import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import type { NumberedEntry, RecordEntry } from '../../record/record.ts';
import type { Doors } from '../doors.ts';
import { communeFor } from './station-rights.ts';

/**
 * The newest of the record, or of what stands before one of its lines, that concerns a person: of their communes, those that have left the files included, and of the stations that these look at, as an import is, and what they did themselves. What else belongs to
 * neither, as an account, is seen by whoever has all communes.
 */
export function seenRecord(doors: Doors, account: Account, limit: number, before?: number): NumberedEntry[] {
  if ([...doors.communes.keys()].every((id) => may(account, 'change-policy', id)))
    return doors.record.recent(null, limit, before);
  const own = account.communes.filter((id) => may(account, 'change-policy', id));
  const concerns = ({ actor, detail }: RecordEntry): boolean => {
    if ('person' in actor && actor.person === account.id) return true;
    if (!('station' in detail) || typeof detail['station'] !== 'string') return false;
    return communeFor(doors, account, detail['station'], 'change-policy') !== null;
  };
  const ofNone = doors.record.recentOfNone(limit, concerns, before);
  return [...own.flatMap((id) => doors.record.recent(id, limit, before)), ...ofNone]
    .sort((a, b) => b.id - a.id)
    .slice(0, limit);
}
