import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';

/** A service that came back is heard again within half an hour. */
const LONGEST_MS = 30 * MINUTE_MS;

/**
 * How long to wait before asking a service again after so many failures in a row: twice as long each time, with half of it left
 * to chance so that all who wait do not return at once, and never sooner than the service asked for.
 * @param random from 0 to 1
 * @example backOffMs(1, 300_000, null, 0.5) // 225000: three quarters of five minutes
 * @example backOffMs(3, 300_000, null, 1) // 1200000
 */
export function backOffMs(failures: number, intervalMs: number, retryAfterMs: number | null, random: number): number {
  const full = Math.min(intervalMs * 2 ** Math.max(0, failures - 1), Math.max(LONGEST_MS, intervalMs));
  return Math.max(full * (0.5 + random / 2), retryAfterMs ?? 0);
}

/**
 * What `Retry-After` asks for (RFC 9110 section 10.2.3: seconds, or a date), a day at most; `null` where it says nothing.
 * @example readRetryAfter('120', now) // 120000
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(Math.max(0, seconds * 1000), DAY_MS);
}
