import type { Instant } from '../../lib/clock.ts';
import type { Actor, LinesAsked, NumberedEntry, RecordBook, RecordEntry } from '../../record/record.ts';
import type { Database } from './database.ts';
import { type Json, storedJson } from './stored-json.ts';

interface Row {
  id: number;
  at: number;
  person: string | null;
  action: string;
  commune: string | null;
  detail: Json<RecordEntry['detail']>;
}

/** No line has such a number. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/** Nested in another store's transaction, `append` is part of it. */
export function createSqliteRecordBook(db: Database): RecordBook {
  const insert = db.prepare<[Omit<Row, 'id' | 'detail'> & { detail: string }]>(
    'INSERT INTO record (at, person, action, commune, detail) VALUES (@at, @person, @action, @commune, @detail)',
  );
  const recent = db.prepare<[number, number], Row>('SELECT * FROM record WHERE id < ? ORDER BY id DESC LIMIT ?');
  const recentOf = db.prepare<[string, number, number], Row>(
    'SELECT * FROM record WHERE commune = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const recentOfAction = db.prepare<[string, number, number], Row>(
    'SELECT * FROM record WHERE action = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const recentOfBoth = db.prepare<[string, number, string, number], Row>(
    `SELECT * FROM record INDEXED BY record_action
     WHERE action = ? AND id < ? AND id IN (SELECT id FROM record INDEXED BY record_commune WHERE commune = ?)
     ORDER BY id DESC LIMIT ?`,
  );
  const recentOfNone = db.prepare<[number], Row>(
    'SELECT * FROM record WHERE commune IS NULL AND id < ? ORDER BY id DESC',
  );
  // By itself SQLite would read all that was done in the commune, or this in all communes: of two indexes it reads only what stands in both.
  const ofAction = db.prepare<[string, string], Row>(
    `SELECT * FROM record INDEXED BY record_action
     WHERE action = ? AND id IN (SELECT id FROM record INDEXED BY record_commune WHERE commune = ?) ORDER BY id DESC`,
  );
  const ofService = db.prepare<[string], Row>(
    'SELECT * FROM record WHERE commune IS NULL AND action = ? ORDER BY id DESC',
  );
  const lastAt = db
    .prepare<[string], Instant>('SELECT at FROM record WHERE action = ? ORDER BY id DESC LIMIT 1')
    .pluck();

  function recentRows(commune: string | null, limit: number, { before = AFTER_ALL, action }: LinesAsked): Row[] {
    if (action === undefined)
      return commune === null ? recent.all(before, limit) : recentOf.all(commune, before, limit);
    return commune === null
      ? recentOfAction.all(action, before, limit)
      : recentOfBoth.all(action, before, commune, limit);
  }

  return {
    append: ({ at, actor, action, commune, detail }) => {
      const person = 'person' in actor ? actor.person : null;
      insert.run({ at, person, action, commune, detail: JSON.stringify(detail) });
    },
    recent: (commune, limit, asked = {}) => recentRows(commune, limit, asked).map(toEntry),
    recentOfNone: (limit, isAskedFor, before = AFTER_ALL) =>
      Iterator.from(recentOfNone.iterate(before)).map(toEntry).filter(isAskedFor).take(limit).toArray(),
    ofAction: (commune, action) =>
      (commune === null ? ofService.all(action) : ofAction.all(action, commune)).map(toEntry),
    lastAt: (action) => lastAt.get(action) ?? null,
  };
}

function toEntry({ id, at, person, action, commune, detail }: Row): NumberedEntry {
  const actor: Actor = person === null ? { service: true } : { person };
  return { id, at, actor, action, commune, detail: storedJson(detail) };
}
