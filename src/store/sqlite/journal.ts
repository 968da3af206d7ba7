import { type AlertEvent, type CommuneState, isMistake } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Commit, Journal } from '../../notification/journal.ts';
import type { Database } from './database.ts';
import { createSqliteLastTaken } from './last-taken.ts';
import { createSqliteOutbox } from './outbox.ts';
import { createPlaceInLine } from './place-in-line.ts';
import { type Damaged, notGoingOn, readableEvents } from './readable-events.ts';
import { createRealFirst } from './real-first.ts';
import { createSqliteRecordBook } from './record.ts';
import { type Json, storedJson, storedOrNull } from './stored-json.ts';
import { createSqliteUndeliverable } from './undeliverable.ts';

/** Alert state, events and messages. An event id that is already written makes a commit fail: nothing is raised twice. */
export function createSqliteJournal(db: Database, damaged: Damaged = notGoingOn): Journal {
  const outbox = createSqliteOutbox(db);
  const record = createSqliteRecordBook(db);
  const inLine = createPlaceInLine(db);
  const readState = db
    .prepare<[string], Json<CommuneState>>('SELECT state FROM commune_state WHERE commune = ?')
    .pluck();
  const writeState = db.prepare<[string, string]>(
    'INSERT INTO commune_state (commune, state) VALUES (?, ?) ON CONFLICT (commune) DO UPDATE SET state = excluded.state',
  );
  const writeEvent = db.prepare<[string, string, string | null, Instant, string]>(
    'INSERT INTO alert_event (id, commune, alert, at, event) VALUES (?, ?, ?, ?, ?)',
  );
  const eventOf = db.prepare<[string], Json<AlertEvent>>('SELECT event FROM alert_event WHERE id = ?').pluck();
  const newestEvents = db
    .prepare<[string, number], Json<AlertEvent>>(
      'SELECT event FROM alert_event WHERE commune = ? ORDER BY number DESC LIMIT ?',
    )
    .pluck();
  const newestEventsOf = db
    .prepare<[string, string, number], Json<AlertEvent>>(
      'SELECT event FROM alert_event WHERE commune = ? AND alert = ? ORDER BY number DESC LIMIT ?',
    )
    .pluck();
  const write = ({ state, events, outbox: rows, record: entries }: Commit): void => {
    writeState.run(state.commune, JSON.stringify(state));
    for (const event of events) {
      writeEvent.run(event.id, event.commune, event.alert, event.at, JSON.stringify(event));
    }
    for (const entry of entries) record.append(entry);
    for (const row of events.some(takesBack) ? rows : inLine(rows)) outbox.enqueue(row);
  };
  const alone = db.transaction(write);
  return {
    ...outbox,
    ...createSqliteUndeliverable(db),
    ...createSqliteLastTaken(db),
    ...createRealFirst(db),
    state: (commune) => storedOrNull(readState.get(commune)),
    // SQLite walks through all that a savepoint keeps at each statement within it: a town's ten thousand messages took a minute.
    commit: (each) => (db.inTransaction ? write(each) : alone.immediate(each)),
    events: (commune, { limit, alert }) => {
      try {
        const newest =
          alert === undefined ? newestEvents.all(commune, limit) : newestEventsOf.all(commune, alert, limit);
        return newest.toReversed().map((event) => storedJson(event));
      } catch (error) {
        damaged(commune, error);
        const events = readableEvents(db, 'alert_event', commune);
        return events.filter((event) => alert === undefined || event.alert === alert).slice(-limit);
      }
    },
    event: (id) => storedOrNull(eventOf.get(id)),
  };
}

/** What no longer holds, or never did: of that those wait who were told it. */
function takesBack({ audience, level, reason }: AlertEvent): boolean {
  return audience === 'public' && (level === 'normal' || isMistake(reason));
}
