import type { CommuneState } from '../alert/alert.ts';
import { outOfExercise, type RealBefore } from '../alert/out-of-exercise.ts';
import type { Transition } from '../alert/transition.ts';
import type { Config } from '../config/config.ts';
import type { Doors } from '../http/doors.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import type { Journal } from '../notification/journal.ts';
import { EXERCISE_OVER, type OutboxRow } from '../notification/outbox.ts';
import type { ToldStore } from '../notification/told-store.ts';
import { eventsOfAlert } from '../notification/words/event-history.ts';
import { markedAs } from '../notification/words/letterhead.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { RecordBook } from '../record/record.ts';
import { languages } from '../territory/commune.ts';
import type { Failed } from './tell-failures.ts';

const KIND = 'instance.kind';

export interface LeaveExerciseParts {
  journal: Pick<Journal, 'state' | 'events' | 'commit' | 'dropWaiting'>;
  told: Pick<ToldStore, 'toContacts'>;
  policies: Pick<PolicyStore, 'current'>;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  clock: Clock;
  atomically(work: () => void): void;
  failed: Failed;
}

/** What a message begins with that is not real. */
const marks = languages.flatMap((language) =>
  (['exercise', 'demonstration'] as const).map((kind) => markedAs(kind, language, '')),
);

/** Of a commune in which no alert stands: enough to see how it was told last. */
const LAST_EVENTS = 5;

/**
 * At the start. A town begins as an exercise, and one day is operational: what stands in alert then was told as an exercise, to be told anew.
 * What was real before the exercise began stays. Of which kind an installation was stands on record; with nothing there, as of an earlier version, the
 * messages tell. What waits of the exercise is dropped: nobody is to read of it amid what is real.
 */
export function leaveExercise(
  { instance: { kind }, communes }: Pick<Config, 'instance' | 'communes'>,
  { journal, told, policies, record, clock, atomically, failed }: LeaveExerciseParts,
): Doors['lastExercise'] {
  const at = clock.now();
  /** What does not say so itself is none of the exercise, as where the clock was behind when that began. */
  const dropOf = (since: Instant) =>
    marks.reduce((count, mark) => count + journal.dropWaiting({ since, mark }, EXERCISE_OVER), 0);
  const leftBy = (id: string, since: Instant): Transition[] => {
    try {
      const [state, policy] = [journal.state(id), policies.current()];
      return state && policy ? [outOfExercise(state, realBefore(journal, state, since), policy, at)] : [];
    } catch (error) {
      // One that cannot be read keeps no other in the exercise.
      failed(id, error);
      return [];
    }
  };
  try {
    const known = record
      .ofAction(null, KIND)
      .map(({ at, detail }) => ({ at: Number(detail['since'] ?? at), kind: detail['kind'] }));
    const isUnknown = known.length === 0 && kind === 'operational';
    const since = isUnknown ? toldAsExerciseSince(communes.keys(), { journal, told, failed }) : null;
    const before = since === null ? known : [{ at: since, kind: 'exercise' }];
    if ((before[0]?.kind ?? 'operational') === kind) return lastExercise(before);
    const exercise = lastExercise([{ at, kind }, ...before]);
    atomically(() => {
      const note = (detail: object) =>
        record.append({ at, actor: { service: true }, action: KIND, commune: null, detail: { ...detail } });
      if (since !== null) note({ kind: 'exercise', since });
      const dropped = exercise === null ? 0 : dropOf(exercise.from);
      note(dropped > 0 ? { kind, dropped } : { kind });
      if (exercise === null) return;
      for (const id of communes.keys())
        for (const left of leftBy(id, exercise.from)) journal.commit({ ...left, outbox: [], record: [] });
    });
    return exercise;
  } catch (error) {
    failed('exercise', error);
    return null;
  }
}

/** Newest first. An exercise may have become a demonstration, or been one. */
function lastExercise([now, ...before]: readonly { at: Instant; kind: unknown }[]): Doors['lastExercise'] {
  if (now?.kind !== 'operational') return null;
  const last = before.findIndex(({ kind }) => kind === 'operational');
  const began = before.slice(0, last === -1 ? before.length : last).at(-1);
  return began ? { from: began.at, to: now.at } : null;
}

function realBefore(journal: Pick<Journal, 'events'>, { commune, alert }: CommuneState, since: Instant): RealBefore {
  const events = alert && alert.raisedAt < since ? eventsOfAlert(journal, commune, alert.id) : [];
  const level = events.findLast(({ at }) => at < since)?.level ?? 'normal';
  return { level: level === 'unknown' ? 'normal' : level, since };
}

/** Since when all that was told was told as of an exercise; `null` where what was told last was not. */
function toldAsExerciseSince(
  communes: Iterable<string>,
  { journal, told, failed }: Pick<LeaveExerciseParts, 'journal' | 'told' | 'failed'>,
): Instant | null {
  const isMarked = ({ language, subject }: OutboxRow) => subject.startsWith(markedAs('exercise', language, ''));
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
