import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Journal } from '../journal.ts';

/** More events than one alert has: weeks of reminders. */
const WHOLE_ALERT = 10_000;
/** More than a commune has in a lifetime. */
const LIFETIME = 1_000_000;

/** All events of an alert, oldest first; none without one. */
export function eventsOfAlert(
  journal: Pick<Journal, 'events'>,
  commune: string,
  alert: string | null | undefined,
): AlertEvent[] {
  return alert ? journal.events(commune, { limit: WHOLE_ALERT, alert }) : [];
}

/** All events that a commune ever had, oldest first. */
export function eventsEver(journal: Pick<Journal, 'events'>, commune: string): AlertEvent[] {
  return journal.events(commune, { limit: LIFETIME });
}

/** The events since a moment, oldest first, some before it among them; `newest` gives so many of the last ones. */
export function eventsSince(newest: (limit: number) => AlertEvent[], since: Instant, limit = 16): AlertEvent[] {
  const events = newest(limit);
  const [oldest] = events;
  return events.length < limit || (oldest && oldest.at < since) ? events : eventsSince(newest, since, 4 * limit);
}
