import type { RecordEntry } from '../../record/record.ts';
import type { TruthAnswer, TruthStore } from '../../verification/truth-answer.ts';
import type { Database } from './database.ts';
import { createSqliteRecordBook } from './record.ts';

const columns =
  'id, event, commune, from_at AS "from", to_at AS "to", flooded, reached, passed_at AS passedAt, place, note, person, at';

/** What people say came true. A trigger refuses to edit or remove an answer. */
export function createSqliteTruthStore(db: Database): TruthStore {
  const record = createSqliteRecordBook(db);
  const insert = db.prepare<[Omit<TruthAnswer, 'id'>], TruthAnswer>(
    `INSERT INTO truth_answer (event, commune, from_at, to_at, flooded, reached, passed_at, place, note, person, at)
     VALUES (@event, @commune, @from, @to, @flooded, @reached, @passedAt, @place, @note, @person, @at) RETURNING ${columns}`,
  );
  const all = db.prepare<[string], TruthAnswer>(`SELECT ${columns} FROM truth_answer WHERE commune = ? ORDER BY id`);
  const append = db.transaction((answer: Omit<TruthAnswer, 'id'>, entry: RecordEntry): TruthAnswer => {
    record.append(entry);
    return insert.get(answer)!;
  });
  return {
    append: (answer, entry) => append.immediate(answer, entry),
    answers: (commune) => all.all(commune),
  };
}
