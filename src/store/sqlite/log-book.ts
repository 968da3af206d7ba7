import type { Instant } from '../../lib/clock.ts';
import { isSameAgain, type LogBook, type LogEntry } from '../../record/log-entry.ts';
import type { Database } from './database.ts';

const columns = 'id, commune, alert, at, received_at AS receivedAt, person, kind, text, follows';
const NEWEST = Number.MAX_SAFE_INTEGER;
/** More than a town writes in the two minutes of a second press. */
const LOOKED_AT = 20;

/** Entries of the event log. A trigger refuses to edit or remove one; a foreign key, to follow up another commune's. */
export function createSqliteLogBook(db: Database): LogBook {
  const insert = db.prepare<[Omit<LogEntry, 'id'>], LogEntry>(
    `INSERT INTO log_entry (commune, alert, at, received_at, person, kind, text, follows)
     VALUES (@commune, @alert, @at, @receivedAt, @person, @kind, @text, @follows) RETURNING ${columns}`,
  );
  const find = db.prepare<[string, number], LogEntry>(`SELECT ${columns} FROM log_entry WHERE commune = ? AND id = ?`);
  const recent = db.prepare<[string, number, number], LogEntry>(
    `SELECT ${columns} FROM log_entry WHERE commune = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  );
  const recentOf = db.prepare<[string, string, number, number], LogEntry>(
    `SELECT ${columns} FROM log_entry WHERE commune = ? AND alert = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  );
  const between = db.prepare<[string, Instant, Instant], LogEntry>(
    `SELECT ${columns} FROM log_entry WHERE commune = ? AND at BETWEEN ? AND ? ORDER BY at, id`,
  );
  const append = db.transaction((entry: Omit<LogEntry, 'id'>): LogEntry => {
    // What others wrote meanwhile makes it no other entry.
    const last = recent.all(entry.commune, NEWEST, LOOKED_AT).find(({ person }) => person === entry.person);
    return last && isSameAgain(entry, last) ? last : insert.get(entry)!;
  });
  return {
    append: (entry) => append.immediate(entry),
    find: (commune, id) => find.get(commune, id) ?? null,
    recent: (commune, { limit, alert, before = NEWEST }) =>
      alert === undefined ? recent.all(commune, before, limit) : recentOf.all(commune, alert, before, limit),
    between: (commune, from, to) => between.all(commune, from, to),
  };
}
