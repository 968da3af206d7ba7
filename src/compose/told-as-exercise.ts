import type { CommuneState } from '../alert/alert.ts';
import type { Instant } from '../lib/clock.ts';
import type { Journal } from '../notification/journal.ts';
import type { OutboxRow } from '../notification/outbox.ts';
import type { ToldStore } from '../notification/told-store.ts';
import { eventsOfAlert } from '../notification/words/event-history.ts';
import { markedAs } from '../notification/words/letterhead.ts';
import type { StandingLevel } from '../territory/alert-level.ts';
import { languages } from '../territory/commune.ts';
import type { Failed } from './tell-failures.ts';

/** What a message begins with that is not real. */
export const marks = languages.flatMap((language) =>
  (['exercise', 'demonstration'] as const).map((kind) => markedAs(kind, language, '')),
);

const isMarked = ({ subject }: Pick<OutboxRow, 'subject'>) => marks.some((mark) => subject.startsWith(mark));

interface Sources {
  journal: Pick<Journal, 'state' | 'events'>;
  told: Pick<ToldStore, 'toContacts'>;
}

/** At which level the alert that stands was told last as real; `normal`: never. Messages say so themselves, whatever the clock was set to. */
export function toldAsReal({ journal, told }: Sources, { commune, alert }: CommuneState): StandingLevel {
  const events = eventsOfAlert(journal, commune, alert?.id);
  // Months of reminders are not read, nor that it was closed before it went on.
  const moves = events.filter(({ level, from }) => level !== from && level !== 'normal');
  const level = moves.findLast(({ id }) => !told.toContacts(id).every(isMarked))?.level ?? 'normal';
  return level === 'unknown' ? 'normal' : level;
}

/** Of a commune in which no alert stands: enough to see how it was told last. */
const LAST_EVENTS = 5;

/** Since when all that was told was told as not real; `null` where what was told last was not. */
export function toldAsExerciseSince(
  communes: Iterable<string>,
  { journal, told, failed }: Sources & { failed: Failed },
): Instant | null {
  const seen = [...communes].flatMap((id) => {
    const found: { at: Instant; isExercise: boolean }[] = [];
    try {
      const ofAlert = eventsOfAlert(journal, id, journal.state(id)?.alert?.id);
      const events = [...ofAlert, ...journal.events(id, { limit: LAST_EVENTS })];
      // What was told before something real is not asked: each start would read all messages of all alerts.
      for (const event of events.toSorted((a, b) => b.at - a.at)) {
        const rows = told.toContacts(event.id);
        if (rows.length > 0) found.push({ at: event.at, isExercise: rows.every(isMarked) });
        if (found.at(-1)?.isExercise === false) break;
      }
    } catch (error) {
      failed(id, error);
    }
    return found;
  });
  const lastReal = Math.max(...seen.map(({ at, isExercise }) => (isExercise ? Number.NEGATIVE_INFINITY : at)));
  const later = seen.filter(({ at }) => at > lastReal);
  return later.length === 0 ? null : Math.min(...later.map(({ at }) => at));
}
