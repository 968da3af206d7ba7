import type { AlertEvent } from '../alert/alert.ts';
import { HOUR_MS } from '../lib/units.ts';

/**
 * The newest event that raised the alert to the level of this one. Not one that lowered it: its chance is that of another mark.
 * `events` are the commune's, oldest first.
 */
export function basisOf(event: AlertEvent, events: readonly AlertEvent[]): AlertEvent | null {
  const raises = events.filter(
    ({ alert, kind }) => alert === event.alert && (kind === 'raised' || kind === 'escalated'),
  );
  const basis = raises.findLast(({ at, level }) => at <= event.at && level === event.level) ?? null;
  // Who is asked hours later must not read a chance and a window of then as if they were of now.
  const isOld = event.kind === 'passed-on' && basis !== null && event.at - basis.at > HOUR_MS;
  return isOld ? null : basis;
}
