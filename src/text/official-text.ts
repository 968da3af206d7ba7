import type { Instant } from '../lib/clock.ts';
import type { OfficialStanding } from '../reading/official-warning.ts';
import { isWarning } from '../territory/official-warning.ts';
import { isSameDay } from './local-time.ts';
import type { Words } from './words.ts';

/** When and where it is read. */
export interface ReadAt {
  now: Instant;
  timeZone: string;
}

/**
 * What a service of the State says of a place, in a few words. One that is not seen says nothing of now: what it warned of is told as
 * what was, and what was calm is not told at all.
 * @example officialText(fr, …) // 'orange depuis 14 h 10'; 'pas vu depuis 14 h 32 ; dernier niveau vu : orange'
 */
function officialText(words: Words, { spell, isCurrent }: OfficialStanding, readAt: ReadAt): string {
  const { official } = words;
  if (spell === null) return official.notYetSeen;
  const { name } = official.levels[spell.level];
  if (isCurrent) return spell.since === null ? name : official.since(name, timeOf(words, spell.since, readAt));
  return official.notSeen(timeOf(words, spell.lastSeenAt, readAt), isWarning(spell.level) ? name : null);
}

/** The same with whose word it is: it never stands alone. @example 'Vigicrues : orange depuis 14 h 10' */
export function officialLine(words: Words, standing: OfficialStanding, readAt: ReadAt): string {
  const { services, said } = words.official;
  return said(services[standing.service].name, officialText(words, standing, readAt));
}

/** By the clock, with the day where it is not today's. */
function timeOf(words: Words, at: Instant, { now, timeZone }: ReadAt): string {
  return isSameDay(at, now, timeZone) ? words.clockTime(at, timeZone) : words.instant(at, timeZone);
}
