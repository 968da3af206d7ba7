import type { Suppression } from '../../alert/suppress.ts';
import type { SuppressionStore } from '../../alert/suppression-store.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { Database } from './database.ts';
import { createSqliteRecordBook } from './record.ts';
import { type Json, storedOrNull } from './stored-json.ts';

type Ended = NonNullable<Suppression['ended']>;
type Row = Omit<Suppression, 'ended'> & { ended: Json<Ended> | null };
const columns = 'id, station, kind, from_at AS "from", until_at AS until, reason, person, ended';

export function createSqliteSuppressionStore(db: Database): SuppressionStore {
  const record = createSqliteRecordBook(db);
  const insert = db.prepare<[Omit<Suppression, 'id' | 'ended'>], Row>(
    `INSERT INTO suppression (station, kind, from_at, until_at, reason, person)
     VALUES (@station, @kind, @from, @until, @reason, @person) RETURNING ${columns}`,
  );
  const mark = db.prepare<[string, number]>('UPDATE suppression SET ended = ? WHERE id = ? AND ended IS NULL');
  const recent = db.prepare<[string, number], Row>(
    `SELECT ${columns} FROM suppression WHERE station = ? ORDER BY id DESC LIMIT ?`,
  );
  const open = db.prepare<[number], Row>(
    `SELECT ${columns} FROM suppression WHERE ended IS NULL AND until_at > ? ORDER BY until_at, id`,
  );

  const append = db.transaction((suppression: Omit<Suppression, 'id' | 'ended'>, entry: RecordEntry): Suppression => {
    record.append(entry);
    return toSuppression(insert.get(suppression)!);
  });
  const end = db.transaction((id: number, ended: Ended, entry: RecordEntry): boolean => {
    if (mark.run(JSON.stringify(ended), id).changes === 0) return false;
    record.append(entry);
    return true;
  });
  return {
    append: (suppression, entry) => append.immediate(suppression, entry),
    end: (id, ended, entry) => end.immediate(id, ended, entry),
    recent: (station, limit) => recent.all(station, limit).map(toSuppression),
    open: (now) => open.all(now).map(toSuppression),
  };
}

function toSuppression(row: Row): Suppression {
  return { ...row, ended: storedOrNull(row.ended) };
}
