import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import type { Language } from '../territory/commune.ts';

const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Day and time for tables whose caption names the zone. @example dayAndTime(0, 'Europe/Paris', 'en') // 'Thu 1, 01:00' */
export function dayAndTime(at: Instant, timeZone: string, language: Language): string {
  const parts = partsOf(at, timeZone, language);
  return `${parts['weekday']} ${parts['day']}, ${parts['hour']}:${parts['minute']}`;
}

/** @example dayName(0, 'Europe/Paris', 'en') // 'Thu 1' */
export function dayName(at: Instant, timeZone: string, language: Language): string {
  const parts = partsOf(at, timeZone, language);
  return `${parts['weekday']} ${parts['day']}`;
}

/** The hour of the local day, 0 to 23. @example localHour(0, 'Europe/Paris') // 1 */
export function localHour(at: Instant, timeZone: string): number {
  return Number(partsOf(at, timeZone, 'en')['hour']);
}

/** Whole hours within a span, whatever the zone's half-hour offset: the instants at which a local clock shows :00. */
export function wholeHours(from: Instant, to: Instant, timeZone: string): Instant[] {
  const minute = Number(partsOf(from, timeZone, 'en')['minute']);
  const intoHourMs = minute * 60_000 + (from % 60_000);
  const hours: Instant[] = [];
  for (let at = intoHourMs === 0 ? from : from - intoHourMs + HOUR_MS; at <= to; at += HOUR_MS) hours.push(at);
  return hours;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: Instant, timeZone: string, language: Language): Record<string, string> {
  const key = `${language}/${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locales[language], {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
