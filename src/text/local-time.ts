import type { Instant } from '../lib/clock.ts';
import { keptFormats } from '../lib/kept-formats.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';

/** What the wall clock of a place shows. */
export interface LocalTime {
  weekday: string;
  day: string;
  month: string;
  year: string;
  hour: number;
  minute: number;
  /** When clocks go back an hour, or what they go back by, happens twice: which of the two this is. */
  repeated: 'before' | 'after' | null;
}

/** @example localTime(Date.parse('2020-01-22T12:05Z'), 'Europe/Paris', 'fr') // mercredi 22 janvier, 13:05 */
export function localTime(at: Instant, timeZone: string, locale: string): LocalTime {
  const parts = partsAt(at, timeZone, locale);
  return { ...parts, repeated: repeatedAt(at, timeZone, locale) };
}

/** Do two instants fall on the same local day? A year apart they do not: a gauge may have been silent since. */
export function isSameDay(a: Instant, b: Instant, timeZone: string): boolean {
  const [first, second] = [partsAt(a, timeZone, 'en'), partsAt(b, timeZone, 'en')];
  return first.day === second.day && first.month === second.month && first.year === second.year;
}

/** Clocks of all zones show the same. @example secondOf(61_500) // 1 */
export function secondOf(at: Instant): number {
  return Math.floor(at / 1000) % 60;
}

/** @example pad(5) // '05' */
export function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** A span of time to the nearest five minutes: to the minute it would read as if it were known. @example inFiveMinutes({ p10At: 12:11, p90At: 15:58 }) // 12:10 to 16:00 */
export function inFiveMinutes<T extends { p10At: Instant; p90At: Instant }>(span: T): T {
  const nearest = (at: Instant): Instant => Math.round(at / (5 * MINUTE_MS)) * (5 * MINUTE_MS);
  return { ...span, p10At: nearest(span.p10At), p90At: nearest(span.p90At) };
}

/** The end of a span that has begun, to five minutes and never earlier. @example nextFiveMinutes(15:56) // 16:00 */
export function nextFiveMinutes(at: Instant): Instant {
  return Math.ceil(at / (5 * MINUTE_MS)) * (5 * MINUTE_MS);
}

/** Whether a moment is the end of a day: by its own name it would be read as a whole day later. */
export function isMidnight(at: Instant, timeZone: string): boolean {
  const { hour, minute } = partsAt(at, timeZone, 'en');
  return hour === 0 && minute === 0;
}

/** `after`: how the minutes after whole hours are written. @example hoursAndMinutes(1.5, pad) // '1 h 30'  @example hoursAndMinutes(0.5, pad) // '30 min' */
export function hoursAndMinutes(leadTimeH: number, after: (minutes: number) => string): string {
  const minutes = Math.round(leadTimeH * (HOUR_MS / MINUTE_MS));
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (whole === 0) return `${rest} min`;
  return rest === 0 ? `${whole} h` : `${whole} h ${after(rest)}`;
}

/** So many whole units; both languages make many of one with an `s`. @example counted(7_200_000, HOUR_MS, 'hour') // '2 hours' */
export function counted(ms: number, unitMs: number, unit: string): string {
  const count = Math.floor(ms / unitMs);
  return `${count} ${unit}${count > 1 ? 's' : ''}`;
}

function partsAt(at: Instant, timeZone: string, locale: string): Omit<LocalTime, 'repeated'> {
  const parts = formatOf(timeZone, locale).formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    weekday: value('weekday'),
    day: value('day'),
    month: value('month'),
    year: value('year'),
    hour: Number(value('hour')),
    minute: Number(value('minute')),
  };
}

function repeatedAt(at: Instant, timeZone: string, locale: string): LocalTime['repeated'] {
  const shown = (instant: Instant) => formatOf(timeZone, locale).format(instant);
  const now = shown(at);
  if (CHANGES_MS.some((change) => shown(at + change) === now)) return 'before';
  return CHANGES_MS.some((change) => shown(at - change) === now) ? 'after' : null;
}

/** By so much clocks go back: on Lord Howe by half an hour, at Troll by two. */
const CHANGES_MS = [HOUR_MS, HOUR_MS / 2, 2 * HOUR_MS];

const formatOf = keptFormats({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
