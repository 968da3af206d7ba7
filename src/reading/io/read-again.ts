import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { HOUR_MS, iso } from '../../lib/units.ts';
import { OFFICIAL_FRESH_MS } from '../national/official-warning.ts';
import { type FetchFailure, type Get, noValidators, silent, unreadable, type Validators } from './get-politely.ts';

/** So long at most a service is believed that all is as it was: one that errs there hides nothing for longer. */
const BELIEVED_MS = HOUR_MS;

/** Reads an address whose answer is of now, or says why there is none. */
export type ReadAgain<T> = (get: Get, now: Instant) => Promise<Result<T, FetchFailure>>;

/**
 * Reads one address again and again: what is as it was (HTTP 304) is neither sent nor read another time. What a cache has kept for longer
 * than a level is of now is no answer.
 */
export function readAgain<T>(url: URL, read: (body: string, now: Instant) => Result<T, string>): ReadAgain<T> {
  let held: { value: T; validators: Validators; readAt: Instant } | null = null;
  return async (get, now) => {
    const known = held !== null && Math.abs(now - held.readAt) < BELIEVED_MS ? held : null;
    const answer = await get.ifChanged(url, known?.validators ?? noValidators);
    if (!answer.ok) return answer;
    const { body, validators, ageMs } = answer.value;
    if (ageMs > OFFICIAL_FRESH_MS) return err(silent(`not renewed since ${iso(now - ageMs)}: kept on the way`));
    if (body === null) return known === null ? err(unreadable('unchanged, but nothing is held')) : ok(known.value);
    const value = read(body, now);
    if (!value.ok) return err(unreadable(value.error));
    const hasNone = validators.etag === null && validators.lastModified === null;
    held = hasNone ? null : { value: value.value, validators, readAt: now };
    return value;
  };
}
