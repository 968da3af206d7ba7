import type { Exclusion, ExclusionStore } from '../../reading/exclusions/exclusion.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { Database } from './database.ts';
import { createSqliteRecordBook } from './record.ts';
import { type Json, storedOrNull } from './stored-json.ts';
import { overAtSql } from './suppressions.ts';

type Reversal = NonNullable<Exclusion['reversal']>;
type New = Omit<Exclusion, 'id' | 'ofMaintenance' | 'reversal'>;
type Row = New & { id: number; ofMaintenance: 0 | 1; reversal: Json<Reversal> | null };
// Of a maintenance is what lasts exactly as long as one.
const columns = `id, station, from_at AS "from", to_at AS "to", reason, person, at, reversal, EXISTS (
  SELECT 1 FROM suppression
  WHERE kind = 'maintenance' AND suppression.station = exclusion.station AND suppression.from_at = exclusion.from_at
    AND ${overAtSql} = exclusion.to_at + 1
) AS ofMaintenance`;

export function createSqliteExclusionStore(db: Database): ExclusionStore {
  const record = createSqliteRecordBook(db);
  const insert = db.prepare<[New], Row>(
    `INSERT INTO exclusion (station, from_at, to_at, reason, person, at)
     VALUES (@station, @from, @to, @reason, @person, @at) RETURNING ${columns}`,
  );
  const mark = db.prepare<[string, number]>('UPDATE exclusion SET reversal = ? WHERE id = ? AND reversal IS NULL');
  const recent = db.prepare<[string, number], Row>(
    `SELECT ${columns} FROM exclusion WHERE station = ? ORDER BY id DESC LIMIT ?`,
  );
  const inForce = db.prepare<[], Row>(`SELECT ${columns} FROM exclusion WHERE reversal IS NULL ORDER BY id`);

  const append = db.transaction((exclusion: New, entry: RecordEntry): Exclusion => {
    record.append(entry);
    return toExclusion(insert.get(exclusion)!);
  });
  const reverse = db.transaction((id: number, reversal: Reversal, entry: RecordEntry): boolean => {
    if (mark.run(JSON.stringify(reversal), id).changes === 0) return false;
    record.append(entry);
    return true;
  });
  return {
    append: (exclusion, entry) => append.immediate(exclusion, entry),
    reverse: (id, reversal, entry) => reverse.immediate(id, reversal, entry),
    recent: (station, limit) => recent.all(station, limit).map(toExclusion),
    inForce: () => inForce.all().map(toExclusion),
  };
}

function toExclusion(row: Row): Exclusion {
  return { ...row, ofMaintenance: row.ofMaintenance === 1, reversal: storedOrNull(row.reversal) };
}
