import type { Instant } from '../lib/clock.ts';
import { keptFormats } from '../lib/kept-formats.ts';
import { DAY_MS, MINUTE_MS } from '../lib/units.ts';

const DAY_MIN = DAY_MS / MINUTE_MS;

/** When a resident is not to be woken, in minutes of the local day: the first is quiet, the last is not. */
export interface QuietHours {
  fromMin: number;
  toMin: number;
}

/** @example isQuiet({ fromMin: 1320, toMin: 420 }, Date.parse('2020-01-22T22:00Z'), 'Europe/Paris') // true: 23:00 of 22:00–07:00 */
export function isQuiet({ fromMin, toMin }: QuietHours, at: Instant, timeZone: string): boolean {
  const minute = localMinute(at, timeZone);
  return fromMin < toMin ? minute >= fromMin && minute < toMin : minute >= fromMin || minute < toMin;
}

/**
 * The first whole minute after `at` that is not quiet; `null` where `at` is not. What counts is what the clock on the wall
 * shows, so the night in which clocks change is an hour shorter or longer.
 *
 * @example quietUntil({ fromMin: 1320, toMin: 420 }, Date.parse('2020-01-22T22:00Z'), 'Europe/Paris') // 2020-01-23T06:00Z
 */
export function quietUntil(hours: QuietHours, at: Instant, timeZone: string): Instant | null {
  if (!isQuiet(hours, at, timeZone)) return null;
  const minute = at - (at % MINUTE_MS);
  const leftMin = (hours.toMin - localMinute(at, timeZone) + DAY_MIN) % DAY_MIN;
  let end = minute + leftMin * MINUTE_MS;
  if (localMinute(end, timeZone) === hours.toMin) return end;
  // Clocks change in between, two nights a year: walked to minute by minute.
  for (end = minute; isQuiet(hours, end, timeZone); end += MINUTE_MS);
  return end;
}

/** @example parseClock('22:00') // 1320  @example parseClock('24:00') // null */
function parseClock(text: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  const [h, m] = [Number(hour), Number(minute)];
  return h < 24 && m < 60 ? h * 60 + m : null;
}

/** @example formatClock(1320) // '22:00' */
export function formatClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Two clock times as typed; both empty is `null`: no quiet hours. Hours that never end are none. */
export function readQuietHours(from: string, to: string): { hours: QuietHours | null } | 'not-understood' {
  if (from === '' && to === '') return { hours: null };
  const [fromMin, toMin] = [parseClock(from), parseClock(to)];
  if (fromMin === null || toMin === null || fromMin === toMin) return 'not-understood';
  return { hours: { fromMin, toMin } };
}

const formatOf = keptFormats({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

function localMinute(at: Instant, timeZone: string): number {
  return parseClock(formatOf(timeZone, 'en-GB').format(at)) ?? 0;
}
