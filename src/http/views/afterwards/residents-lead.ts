import type { AlertEvent } from '../../../alert/alert.ts';
import { levelTold, withoutMistakes } from '../../../alert/last-told.ts';
import type { Instant } from '../../../lib/clock.ts';
import { isRaisedLevel, type RaisedLevel, rank } from '../../../territory/alert-level.ts';

const MOVES: ReadonlySet<AlertEvent['kind']> = new Set(['released', 'lowered', 'closed', 'reopened']);

/**
 * The event by which residents knew of a level, or of one above it, when the water passed its mark; or the first after it; `null` where they
 * were never told. `events` of one alert, oldest first.
 * @example released act at 10:00, lowered to prepare at 12:00, released act at 15:00; passed at 16:00 → the release of 15:00
 */
export function residentsTold(events: readonly AlertEvent[], level: RaisedLevel, passedAt: Instant): AlertEvent | null {
  let since: AlertEvent | null = null;
  for (const event of withoutMistakes(events)) {
    if (event.exercise === true || event.audience !== 'public' || !MOVES.has(event.kind)) continue;
    const told = levelTold(event);
    const knows = isRaisedLevel(told) && rank(told) >= rank(level);
    if (event.at <= passedAt) since = knows ? (since ?? event) : null;
    else if (since) return since;
    else if (knows) return event;
  }
  return since;
}
