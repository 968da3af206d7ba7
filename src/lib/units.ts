import type { Instant } from './clock.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** @example iso(0) // '1970-01-01T00:00:00.000Z' */
export function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}

export function isoOrNull(instant: Instant | null): string | null {
  return instant === null ? null : iso(instant);
}

/**
 * Reads an ISO 8601 instant that names its offset; `null` for anything else, a local time without zone included.
 * @example parseInstant('2020-01-22T12:00:00+01:00') // 1579690800000
 */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)$/.test(text)) return null;
  // ISO 8601 lets an offset of whole hours go without minutes; `Date.parse` does not.
  const instant = Date.parse(text.replace(/[+-]\d{2}$/, '$&:00'));
  return Number.isNaN(instant) || !isOnCalendar(text.slice(0, 10)) ? null : instant;
}

/** @example isOnCalendar('2020-02-30') // false: `Date.parse` would take it for 1 March */
export function isOnCalendar(date: string): boolean {
  return !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
}
