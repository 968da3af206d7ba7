import type { Instant } from '../lib/clock.ts';
import { keptFormats } from '../lib/kept-formats.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import { capTime } from '../notification/cap/cap-time.ts';
import { localReader } from '../reading/local-instant.ts';
import type { Language } from '../territory/commune.ts';
import { isSameDay } from '../text/local-time.ts';
import { type Speech, speeches } from './speech.ts';

const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Day and time for tables whose caption names the zone. @example dayAndTime(0, 'Europe/Paris', 'en') // 'Thu 1, 01:00' */
export function dayAndTime(at: Instant, timeZone: string, language: Language): string {
  return `${dayName(at, timeZone, language)}, ${speeches[language].words.clockTime(at, timeZone)}`;
}

/** @example dayAndSecond(0, 'Europe/Paris', 'en') // 'Thu 1, 01:00:00' */
export function dayAndSecond(at: Instant, timeZone: string, language: Language): string {
  return `${dayName(at, timeZone, language)}, ${speeches[language].words.clockSeconds(at, timeZone)}`;
}

/** @example dayName(0, 'Europe/Paris', 'en') // 'Thu 1' */
export function dayName(at: Instant, timeZone: string, language: Language): string {
  const parts = partsOf(at, timeZone, language);
  return `${parts['weekday']} ${parts['day']}`;
}

/** A clock time in a sentence, with its day where it is not today's. @example clockOf(…) // '23:10', read the day after '23:10 (Wed 22)' */
export function clockOf(
  { words, language }: Pick<Speech, 'words' | 'language'>,
  at: Instant,
  now: Instant,
  timeZone: string,
): string {
  const clock = words.clockTime(at, timeZone);
  return isSameDay(at, now, timeZone) ? clock : `${clock} (${dayName(at, timeZone, language)})`;
}

/** The hour of the local day, 0 to 23. @example localHour(0, 'Europe/Paris') // 1 */
export function localHour(at: Instant, timeZone: string): number {
  return Number(partsOf(at, timeZone, 'en')['hour']);
}

/** Whole hours within a span, whatever the zone's offset, and a change of it within: the instants at which a local clock shows :00. */
export function wholeHours(from: Instant, to: Instant, timeZone: string): Instant[] {
  const intoHourMs = (at: Instant) => Number(partsOf(at, timeZone, 'en')['minute']) * MINUTE_MS + (at % MINUTE_MS);
  const hours: Instant[] = [];
  let at = from;
  while (at <= to) {
    const into = intoHourMs(at);
    if (into === 0) hours.push(at);
    at += HOUR_MS - into;
  }
  return hours;
}

const dayAndHour = keptFormats({
  weekday: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function partsOf(at: Instant, timeZone: string, language: Language): Record<string, string> {
  const parts = dayAndHour(timeZone, locales[language]).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

const inNumbers = keptFormats({
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** As a browser's field for a local day and time wants it. @example localInput(0, 'Europe/Paris') // '1970-01-01T01:00' */
export function localInput(at: Instant, timeZone: string): string {
  const parts = inNumbers(timeZone, 'en').formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** A column of a table that spreadsheets read: with its offset only where clocks showed it twice. @example localColumn(0, 'Europe/Paris') // '1970-01-01 01:00' */
export function localColumn(at: Instant, timeZone: string): string {
  const shown = localInput(at, timeZone);
  const offset = 'why' in localReader(timeZone)(shown) ? capTime(at, timeZone).slice(-6) : '';
  return `${shown.replace('T', ' ')}${offset}`;
}

/** Day, year and time: what is kept for ever must say which year. @example datedTime(0, 'Europe/Paris', 'en') // 'Thu 1 January 1970, 01:00' */
export function datedTime(at: Instant, timeZone: string, language: Language): string {
  return `${datedDay(at, timeZone, language)}, ${speeches[language].words.clockTime(at, timeZone)}`;
}

const withYear = keptFormats({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });

/** @example datedDay(0, 'Europe/Paris', 'en') // 'Thu 1 January 1970', and in French 'jeu. 1er janvier 1970' */
export function datedDay(at: Instant, timeZone: string, language: Language): string {
  const day = withYear(timeZone, locales[language])
    .format(at)
    .replace(/^(\S+), /, '$1 ');
  return language === 'fr' ? day.replace(' 1 ', ' 1er ') : day;
}
