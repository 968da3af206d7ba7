import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { parseInstant } from '../../lib/units.ts';

/**
 * The moment that an option names: an ISO 8601 instant with its offset, or a day, which is its midnight in UTC.
 * @example instantOption('--from', '2020-01-19') // ok(1579392000000)
 * @example instantOption('--from', '2020-01-19T12:00') // err('--from 2020-01-19T12:00: …'): whose noon is not said
 */
export function instantOption(option: string, text: string): Result<Instant, string> {
  const instant = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text);
  return instant === null
    ? err(
        `${option} ${text}: a moment is written with its offset, like 2020-01-19T00:00:00Z or 2020-01-19T01:00+01:00; a day, like 2020-01-19, is its midnight in UTC`,
      )
    : ok(instant);
}
