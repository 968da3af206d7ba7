import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import type { LinesAsked, NumberedEntry, RecordEntry } from '../../record/record.ts';
import type { Doors } from '../doors.ts';
import { communeFor } from './station-rights.ts';

/** Of one commune alone, where the person asks for one of theirs. */
export type RecordAsked = LinesAsked & { commune?: string | undefined };

/**
 * The newest of the record, or of what is asked for, that concerns a person: of their communes, those that have left the files included, and of the stations that these look at, as an import is, and what they did themselves. What else belongs to
 * neither, as an account, is seen by whoever has all communes.
 */
export function seenRecord(
  doors: Doors,
  account: Account,
  limit: number,
  { commune, ...asked }: RecordAsked = {},
): NumberedEntry[] {
  if (commune !== undefined)
    return may(account, 'change-policy', commune) ? doors.record.recent(commune, limit, asked) : [];
  if ([...doors.communes.keys()].every((id) => may(account, 'change-policy', id)))
    return doors.record.recent(null, limit, asked);
  const own = account.communes.filter((id) => may(account, 'change-policy', id));
  const concerns = ({ actor, action, detail }: RecordEntry): boolean => {
    if (asked.action !== undefined && action !== asked.action) return false;
    if ('person' in actor && actor.person === account.id) return true;
    if (!('station' in detail) || typeof detail['station'] !== 'string') return false;
    return communeFor(doors, account, detail['station'], 'change-policy') !== null;
  };
  const ofNone = doors.record.recentOfNone(limit, concerns, asked.before);
  return [...own.flatMap((id) => doors.record.recent(id, limit, asked)), ...ofNone]
    .sort((a, b) => b.id - a.id)
    .slice(0, limit);
}
