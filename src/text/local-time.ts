import type { Instant } from '../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';

/** What the wall clock of a place shows. */
export interface LocalTime {
  weekday: string;
  day: string;
  month: string;
  year: string;
  hour: number;
  minute: number;
  /** When clocks go back one hour happens twice: which of the two this is. */
  repeated: 'before' | 'after' | null;
}

/** @example localTime(Date.parse('2020-01-22T12:05Z'), 'Europe/Paris', 'fr') // mercredi 22 janvier, 13:05 */
export function localTime(at: Instant, timeZone: string, locale: string): LocalTime {
  const parts = partsAt(at, timeZone, locale);
  return { ...parts, repeated: repeatedAt(at, timeZone, locale) };
}

/** Do two instants fall on the same local day? */
export function isSameDay(a: Instant, b: Instant, timeZone: string): boolean {
  const [first, second] = [partsAt(a, timeZone, 'en'), partsAt(b, timeZone, 'en')];
  // Two dates of the same name lie a year apart; nothing in the service spans one.
  return first.day === second.day && first.month === second.month;
}

/** @example pad(5) // '05' */
export function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** What only a broken sensor says: it has no centimetres, and taken a hundredfold it is no number. */
const NO_STAGE_M = 1e12;

/** A stage in whole centimetres, never more than it is; a binary fraction's last digit does not count. @example downToCm(3.899) // 3.89  @example downToCm(0.29) // 0.29 */
export function downToCm(stageM: number): number {
  return Math.abs(stageM) < NO_STAGE_M ? Math.floor(stageM * 100 + 1e-6) / 100 : stageM;
}

/** A span of time to the nearest five minutes: to the minute it would read as if it were known. @example inFiveMinutes({ p10At: 12:11, p90At: 15:58 }) // 12:10 to 16:00 */
export function inFiveMinutes<T extends { p10At: Instant; p90At: Instant }>(span: T): T {
  const nearest = (at: Instant): Instant => Math.round(at / (5 * MINUTE_MS)) * (5 * MINUTE_MS);
  return { ...span, p10At: nearest(span.p10At), p90At: nearest(span.p90At) };
}

/** Never '-0.00'. @example twoDecimals(3.2) // '3.20' */
export function twoDecimals(number: number): string {
  return Math.abs(number) < NO_STAGE_M ? (Math.round(number * 100) / 100 + 0).toFixed(2) : number.toExponential(0);
}

/** Of a change in metres; none where it rounds to nothing. @example signOf(-0.3) // '−' */
export function signOf(metres: number): string {
  if (Math.abs(metres) < 0.005) return '';
  return metres < 0 ? '−' : '+';
}

/** Both languages write it alike. @example hoursAndMinutes(1.5) // '1 h 30'  @example hoursAndMinutes(0.5) // '30 min' */
export function hoursAndMinutes(leadTimeH: number): string {
  const minutes = Math.round(leadTimeH * (HOUR_MS / MINUTE_MS));
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (whole === 0) return `${rest} min`;
  return rest === 0 ? `${whole} h` : `${whole} h ${pad(rest)}`;
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
  if (shown(at + HOUR_MS) === shown(at)) return 'before';
  if (shown(at - HOUR_MS) === shown(at)) return 'after';
  return null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter takes some 50 µs to make and 1 µs to use. */
function formatOf(timeZone: string, locale: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, format);
  return format;
}
