import type { Clock } from '../lib/clock.ts';
import type { Journal } from '../notification/journal.ts';
import { eventsOfAlert } from '../notification/words/event-history.ts';
import type { Failed } from './tell-failures.ts';

/**
 * At the start: addresses, numbers and the mail server are read then, and one of them may be mended now. Whoever was refused what an alert
 * that stands told is told it once more; where nothing was mended it is refused once more.
 */
export function tryAnew(
  communes: Iterable<string>,
  journal: Pick<Journal, 'state' | 'events' | 'tryAgain'>,
  wallClock: Clock,
  failed: Failed,
): void {
  for (const commune of communes) {
    try {
      const alert = journal.state(commune)?.alert;
      const events = eventsOfAlert(journal, commune, alert?.id).map(({ id }) => id);
      if (alert) journal.tryAgain(alert.raisedAt, events, wallClock.now());
    } catch (error) {
      failed(commune, error);
    }
  }
}
