import { OVER_LATELY_MS, type Suppression } from '../../alert/suppress.ts';
import type { OverMaintenance, SuppressionStore } from '../../alert/suppression-store.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { Database } from './database.ts';
import { createSqliteRecordBook } from './record.ts';
import { type Json, storedOrNull } from './stored-json.ts';

type Ended = NonNullable<Suppression['ended']>;
type Row = Omit<Suppression, 'ended'> & { ended: Json<Ended> | null };
type OverRow = Row & { isExcluded: 0 | 1 };
const columns = 'id, station, kind, from_at AS "from", until_at AS until, reason, person, ended';

/** `overAt` of a suppression. */
export const overAtSql = `coalesce(json_extract(suppression.ended, '$.at'), suppression.until_at)`;

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

  // By row number, and no further back than anybody signs within thirty days: it is asked in every round.
  const over = db.prepare<[{ since: number; now: number }], OverRow>(
    `SELECT ${columns}, EXISTS (
       SELECT 1 FROM exclusion
       WHERE exclusion.station = suppression.station AND exclusion.from_at = suppression.from_at AND to_at = ${overAtSql} - 1
     ) AS isExcluded
     FROM (SELECT * FROM suppression ORDER BY id DESC LIMIT 5000) AS suppression
     WHERE kind = 'maintenance' AND until_at > @since AND ${overAtSql} > @since AND ${overAtSql} <= @now`,
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
    over: (now) => over.all({ since: now - OVER_LATELY_MS, now }).map(toOver),
  };
}

function toOver({ isExcluded, ...row }: OverRow): OverMaintenance {
  return { ...toSuppression(row), isExcluded: isExcluded === 1 };
}

function toSuppression(row: Row): Suppression {
  return { ...row, ended: storedOrNull(row.ended) };
}
