import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { OfficialStanding } from '../reading/national/official-warning.ts';
import { isWarning } from '../territory/official-warning.ts';
import type { Words } from './words.ts';

/** When and where it is read. */
export interface ReadAt {
  now: Instant;
  timeZone: string;
}

/**
 * What a service of the State says of a place, in a few words. One that is not seen says nothing of now: what it warned of is told as
 * what was, and what was calm is not told at all.
 * @example officialText(fr, …) // 'orange depuis jeudi 14 h 10'; 'pas vu depuis jeudi 14 h 32 ; dernier niveau vu : orange'
 */
function officialText(words: Words, { spell, isCurrent }: OfficialStanding, readAt: ReadAt): string {
  const { official } = words;
  if (spell === null) return official.notYetSeen;
  const { name } = official.levels[spell.level];
  if (isCurrent) return spell.since === null ? name : official.since(name, timeOf(words, spell.since, readAt));
  return official.notSeen(timeOf(words, spell.lastSeenAt, readAt), isWarning(spell.level) ? name : null);
}

/**
 * The same with whose word it is: it never stands alone; and of which place, where it stands `among` others.
 * @example 'Vigicrues : orange depuis jeudi 14 h 10'; 'Vigicrues, tronçon Aude aval : orange depuis jeudi 14 h 10'
 */
export function officialLine(
  words: Words,
  standing: OfficialStanding,
  readAt: ReadAt,
  among: readonly OfficialStanding[] = [],
): string {
  const { services, said } = words.official;
  const who = among.length > 1 ? officialWho(words, standing) : services[standing.service].name;
  return said(who, officialText(words, standing, readAt));
}

/** Whose word it is, and of which place. @example 'Vigicrues, tronçon Aude aval' */
export function officialWho(words: Words, standing: Placed): string {
  return `${words.official.services[standing.service].name}, ${officialPlace(words, standing)}`;
}

type Placed = Omit<OfficialStanding, 'isCurrent'>;

/** What a place is called there. @example 'tronçon Aude aval' */
export function officialPlace(words: Words, { service, spell, place }: Placed): string {
  return words.official.services[service].place(spell?.name ?? place);
}

/** A day of the week says which, for a week. */
function timeOf(words: Words, at: Instant, { now, timeZone }: ReadAt): string {
  return now - at < 6 * DAY_MS ? words.official.moment(at, timeZone) : words.instant(at, timeZone);
}
