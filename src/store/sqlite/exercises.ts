import type { AlertEvent } from '../../alert/alert.ts';
import type { Exercise } from '../../alert/exercise.ts';
import type { Instant } from '../../lib/clock.ts';
import type { ExerciseCommit, ExerciseStore } from '../../notification/exercise/exercise-store.ts';
import { type ChannelName, MAILBOX_FULL } from '../../notification/outbox.ts';
import type { Database } from './database.ts';
import { createSqliteOutbox } from './outbox.ts';
import { type Damaged, notGoingOn, readableEvents } from './readable-events.ts';
import { createSqliteRecordBook } from './record.ts';
import { type Json, storedJson, storedOrNull } from './stored-json.ts';

/** An event id that is already written makes a commit fail: nothing is told twice. Pages alone look at events that were played. */
export function createSqliteExerciseStore(
  db: Database,
  damaged: Damaged = notGoingOn,
  notShown: Damaged = damaged,
): ExerciseStore {
  const outbox = createSqliteOutbox(db);
  const record = createSqliteRecordBook(db);
  const newest = db.prepare<[string], Json<Exercise>>('SELECT exercise FROM exercise WHERE commune = ?').pluck();
  const write = db.prepare<[string, string]>(
    'INSERT INTO exercise (commune, exercise) VALUES (?, ?) ON CONFLICT (commune) DO UPDATE SET exercise = excluded.exercise',
  );
  const writeEvent = db.prepare<[string, string, string]>(
    'INSERT INTO exercise_event (id, commune, event) VALUES (?, ?, ?)',
  );
  const event = db.prepare<[string], Json<AlertEvent>>('SELECT event FROM exercise_event WHERE id = ?').pluck();
  const events = db
    .prepare<[string, number], Json<AlertEvent>>(
      'SELECT event FROM exercise_event WHERE commune = ? ORDER BY number DESC LIMIT ?',
    )
    .pluck();
  // An id is that of its exercise, a colon and a number; after the colon comes the semicolon. No event of an exercise lies before its first.
  const ofExercise = db
    .prepare<[{ commune: string; id: string }], Json<AlertEvent>>(
      `SELECT event FROM exercise_event
       WHERE commune = @commune AND number >= (SELECT number FROM exercise_event WHERE id = @id || ':1')
         AND +id > @id || ':' AND +id < @id || ';' ORDER BY number`,
    )
    .pluck();
  const firstOfEach = db
    .prepare<[string, Instant, number], Json<AlertEvent>>(
      `SELECT event FROM exercise_event WHERE commune = ? AND id LIKE '%:1' AND event ->> 'at' < ? ORDER BY number DESC LIMIT ?`,
    )
    .pluck();
  /** What can be read of it, where the disk has spoiled some. */
  function shown(
    commune: string,
    read: () => Json<AlertEvent>[],
    among: (readable: AlertEvent[]) => AlertEvent[],
  ): AlertEvent[] {
    try {
      return read().map((event) => storedJson(event));
    } catch (error) {
      notShown(commune, error);
      return among(readableEvents(db, 'exercise_event', commune));
    }
  }

  // The last that was taken is looked for once, not for each: behind a gateway that takes none stand all messages of the town. And only among what is newer
  // than all that waits: before that may lie half a million messages to residents.
  const putOff = db
    .prepare<[{ channel: ChannelName }], number>(
      `SELECT count(*) FROM outbox INDEXED BY outbox_tried WHERE status = 'pending' AND attempts > 0 AND lane IN ('contacts', 'texts')
         AND channel = @channel AND coalesce(last_error, '') NOT LIKE '${MAILBOX_FULL}%'
         AND EXISTS (SELECT 1 FROM exercise_event WHERE exercise_event.id = outbox.event)
         AND number > coalesce((SELECT number FROM outbox INDEXED BY outbox_status WHERE recipient_kind = 'contact' AND channel = @channel AND status = 'sent'
           AND number > (SELECT min(number) FROM outbox INDEXED BY outbox_tried WHERE status = 'pending' AND attempts > 0 AND lane IN ('contacts', 'texts'))
           ORDER BY number DESC LIMIT 1), 0)`,
    )
    .pluck();

  const commit = db.transaction(({ exercise, events: list, outbox: rows, record: entries }: ExerciseCommit) => {
    write.run(exercise.commune, JSON.stringify(exercise));
    for (const event of list) writeEvent.run(event.id, event.commune, JSON.stringify(event));
    for (const entry of entries) record.append(entry);
    for (const row of rows) outbox.enqueue(row);
  });
  return {
    newest(commune) {
      try {
        return storedOrNull(newest.get(commune));
      } catch (error) {
        damaged(commune, error);
        return null;
      }
    },
    commit: (each) => commit.immediate(each),
    putOff: () => putOff.get({ channel: 'email' })! + putOff.get({ channel: 'sms' })!,
    event: (id) => storedOrNull(event.get(id)),
    events: (commune, limit) =>
      shown(
        commune,
        () => events.all(commune, limit).toReversed(),
        (readable) => readable.slice(-limit),
      ),
    eventsOf: ({ commune, id }) =>
      shown(
        commune,
        () => ofExercise.all({ commune, id }),
        (readable) => readable.filter(({ alert }) => alert === id),
      ),
    held: (commune, { limit, before = Number.MAX_SAFE_INTEGER }) =>
      shown(
        commune,
        () => firstOfEach.all(commune, before, limit),
        (readable) =>
          [...new Map(readable.toReversed().map((event) => [event.alert, event])).values()]
            .filter(({ at }) => at < before)
            .slice(0, limit),
      ),
  };
}
