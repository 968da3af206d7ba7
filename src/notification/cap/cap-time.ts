import type { Instant } from '../../lib/clock.ts';
import { keptFormats } from '../../lib/kept-formats.ts';
import { MINUTE_MS } from '../../lib/units.ts';

/**
 * An instant as CAP 1.2 writes it (3.3.2): local time with its offset, whole seconds, never `Z`: UTC is `-00:00`.
 * @example capTime(Date.parse('2020-01-22T12:05Z'), 'Europe/Paris') // '2020-01-22T13:05:00+01:00'
 */
export function capTime(at: Instant, timeZone: string): string {
  const offsetMin = offsetMinutes(at, timeZone);
  const local = new Date(at + offsetMin * MINUTE_MS).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offsetMin) / 60), Math.abs(offsetMin) % 60];
  return `${local}${offsetMin > 0 ? '+' : '-'}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** Minutes east of Greenwich. */
function offsetMinutes(at: Instant, timeZone: string): number {
  const name = formatOf(timeZone, 'en')
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (60 * Number(hours ?? 0) + Number(minutes ?? 0));
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

const formatOf = keptFormats({ timeZoneName: 'longOffset' });
