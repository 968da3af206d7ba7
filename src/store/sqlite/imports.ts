import type { Instant } from '../../lib/clock.ts';
import type { HeldAt, Import, ImportStore, TakenBack } from '../../reading/imports/import-store.ts';
import { isTakenBack, type NewReading } from '../../reading/reading.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { Database } from './database.ts';
import { createFindSeries } from './find-series.ts';
import { type ReadingRow, toReading } from './readings.ts';
import { createSqliteRecordBook } from './record.ts';
import { type Json, storedJson, storedOrNull } from './stored-json.ts';
import { createReadingWriter } from './write-readings.ts';

type Asked = Pick<TakenBack, 'by' | 'reason' | 'at'>;

interface Row extends Pick<Import, 'id' | 'station' | 'quantity' | 'at' | 'file' | 'from' | 'to' | 'changedAt'> {
  by: Json<Import['by']>;
  options: Json<Import['options']>;
  rows: Json<NonNullable<Import['rows']>> | null;
  takenBack: Json<Asked> | null;
  doneAt: Instant | null;
  removed: number;
  restored: number;
}

interface SaidRow {
  observed_at: Instant;
  value: number;
  wrote: number;
  at: Instant;
  in_force: number;
}

const select = `SELECT id, station, quantity, at, by, file, options, from_at AS "from", to_at AS "to", rows,
  taken_back AS takenBack, done_at AS doneAt, removed, restored, changed_at AS changedAt FROM import`;

export function createSqliteImportStore(db: Database): ImportStore {
  const record = createSqliteRecordBook(db);
  const writer = createReadingWriter(db);
  const insert = db
    .prepare<[Omit<Row, 'id' | 'rows' | 'takenBack' | 'doneAt' | 'removed' | 'restored' | 'changedAt'>], number>(
      `INSERT INTO import (station, quantity, at, by, file, options, from_at, to_at, changed_at)
       VALUES (@station, @quantity, @at, @by, @file, @options, @from, @to, @at) RETURNING id`,
    )
    .pluck();
  const find = db.prepare<[number], Row>(`${select} WHERE id = ?`);
  const recent = db.prepare<[number], Row>(`${select} ORDER BY id DESC LIMIT ?`);
  const recentOf = db.prepare<[string, number], Row>(`${select} WHERE station = ? ORDER BY id DESC LIMIT ?`);
  const unfinished = db.prepare<[], Row>(`${select} WHERE taken_back IS NOT NULL AND done_at IS NULL ORDER BY id`);
  const setRows = db.prepare<[string, Instant, number]>('UPDATE import SET rows = ?, changed_at = ? WHERE id = ?');
  const setTakenBack = db.prepare<[string, number]>(
    'UPDATE import SET taken_back = ? WHERE id = ? AND taken_back IS NULL',
  );
  const setDone = db.prepare<[Instant, Instant, number]>('UPDATE import SET done_at = ?, changed_at = ? WHERE id = ?');
  const count = db.prepare<[number, number, number]>(
    'UPDATE import SET removed = removed + ?, restored = restored + ? WHERE id = ?',
  );
  const findSeries = createFindSeries(db);
  const instants = db
    .prepare<[number, Instant, Instant, number, number], Instant>(
      `SELECT DISTINCT observed_at FROM import_row WHERE series = ? AND observed_at > ? AND observed_at <= ? AND import = ?
       ORDER BY observed_at LIMIT ?`,
    )
    .pluck();
  const revisions = db.prepare<[number, Instant, Instant], ReadingRow>(
    'SELECT * FROM reading WHERE series = ? AND observed_at BETWEEN ? AND ? ORDER BY observed_at, revision',
  );
  const said = db.prepare<[number, Instant, Instant], SaidRow>(
    `SELECT observed_at, value, wrote, coalesce(import.at, 0) AS at, import.taken_back IS NULL AS in_force
     FROM import_row LEFT JOIN import ON import.id = import_row.import WHERE series = ? AND observed_at BETWEEN ? AND ?`,
  );
  const wrote = db
    .prepare<[number, Instant, Instant, number], 0 | 1>(
      'SELECT EXISTS (SELECT 1 FROM import_row WHERE series = ? AND observed_at BETWEEN ? AND ? AND import = ? AND wrote = 1)',
    )
    .pluck();
  const changedAt = db.prepare<[], Instant | null>('SELECT max(changed_at) FROM import').pluck();

  const append = db.transaction((id: number, readings: readonly NewReading[]) => {
    if (find.get(id)?.takenBack !== null) throw new Error(`import ${id} was taken back while it went on`);
    return readings.map((each) => writer.append(each, id));
  });
  const finish = db.transaction((id: number, rows: NonNullable<Import['rows']>, at: Instant, entry: RecordEntry) => {
    setRows.run(JSON.stringify(rows), at, id);
    record.append(entry);
  });
  const beginTakeBack = db.transaction((id: number, asked: Asked, entry: RecordEntry): void => {
    setTakenBack.run(JSON.stringify(asked), id);
    record.append(entry);
  });
  const revise = db.transaction(
    (id: number, of: readonly Instant[], judge: (held: HeldAt) => NewReading | null): NewReading[] => {
      const found = find.get(id);
      const series = found && findSeries(found);
      if (series === undefined) return [];
      const [first, last] = [of[0] ?? 0, of.at(-1) ?? 0];
      const held = Map.groupBy(revisions.all(series, first, last), (row) => row.observed_at);
      const claims = Map.groupBy(said.all(series, first, last), (row) => row.observed_at);
      const written = of.flatMap((instant) => {
        const readings = (held.get(instant) ?? []).map((row) => toReading(found!, row));
        return judge({ revisions: readings, said: (claims.get(instant) ?? []).map(toSaid) }) ?? [];
      });
      written.forEach(writer.regrade);
      const removed = written.filter(isTakenBack).length;
      count.run(removed, written.length - removed, id);
      return written;
    },
  );

  return {
    begin: ({ by, options, ...started }) =>
      insert.get({ ...started, by: JSON.stringify(by), options: JSON.stringify(options) })!,
    append: (id, readings) => writer.orForget(() => append.immediate(id, readings)),
    finish: (id, rows, at, entry) => finish.immediate(id, rows, at, entry),
    find: (id) => {
      const row = find.get(id);
      return row ? toImport(row) : null;
    },
    recent: (station, limit) => (station === null ? recent.all(limit) : recentOf.all(station, limit)).map(toImport),
    beginTakeBack: (id, asked, entry) => beginTakeBack.immediate(id, asked, entry),
    instants: (id, after, limit) => {
      const found = find.get(id);
      const series = found && findSeries(found);
      return series === undefined ? [] : instants.all(series, after, found!.to, id, limit);
    },
    revise: (id, of, judge) => writer.orForget(() => revise.immediate(id, of, judge)),
    finishTakeBack: (id, at) => void setDone.run(at, at, id),
    wroteBy: (id, until) => {
      const found = find.get(id);
      const series = found && findSeries(found);
      return series !== undefined && wrote.get(series, found!.from, until, id) === 1;
    },
    unfinished: () => unfinished.all().map(toImport),
    changedAt: () => changedAt.get() ?? null,
  };
}

function toSaid({ observed_at: observedAt, value, at, wrote, in_force }: SaidRow): HeldAt['said'][number] {
  return { observedAt, value, at, wrote: wrote === 1, inForce: in_force === 1 };
}

function toImport({ by, options, rows, takenBack, doneAt, removed, restored, ...row }: Row): Import {
  return {
    ...row,
    by: storedJson(by),
    options: storedJson(options),
    rows: storedOrNull(rows),
    takenBack: takenBack === null ? null : { ...storedJson(takenBack), doneAt, removed, restored },
  };
}
