import type { AlertEvent } from '../../alert/alert.ts';
import type { Exercise } from '../../alert/exercise.ts';
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
    events(commune, limit) {
      try {
        return events
          .all(commune, limit)
          .map((event) => storedJson(event))
          .toReversed();
      } catch (error) {
        notShown(commune, error);
        return readableEvents(db, 'exercise_event', commune).slice(-limit);
      }
    },
  };
}
