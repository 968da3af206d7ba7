import { HOUR_MS } from '../../lib/units.ts';
import type { Database } from './database.ts';

/** A row as its columns, and first of them its key where it is a number. */
type Row = readonly unknown[];
interface Walk {
  /** The rows of a range of keys, from one end; `null`: from where they begin, to where they end. */
  rows(from: number | null, to: number | null, order: 'ASC' | 'DESC'): Iterable<Row>;
  /** Of a gap no closer than this is looked into: about what stands on one page. */
  leastGap: number;
}

interface Copy {
  put(row: Row): void;
  triesLeft: number;
}
/** A spoiled key may lie far behind all others: what is between is not looked into for ever. */
const MOST_TRIES = 20_000;

/**
 * Copies what can be read of each table of a damaged database into a new one of the same version, and gives the tables of which something is
 * lost. At a spoiled page SQLite reads no further: what lies behind is read from the other end, and between two such pages from the middle.
 */
export function salvage(from: Database, into: Database): string[] {
  const triggers = into
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  into.pragma('foreign_keys = OFF');
  // They count and spool what is written: that is copied too.
  for (const { name } of triggers) into.exec(`DROP TRIGGER ${name}`);
  const lost = tablesOf(into).filter((table) => !copyTable(from, into, table));
  keepNumbers(from, into);
  into.exec(
    "INSERT INTO outbox_count SELECT 'pending', count(*) FROM outbox WHERE channel <> 'log' AND status = 'pending' ON CONFLICT (status) DO UPDATE SET count = excluded.count",
  );
  for (const { sql } of triggers) into.exec(sql);
  into.pragma('foreign_keys = ON');
  // Whose they are is not known any more.
  return lost.includes('series') ? [...new Set([...lost, 'reading'])] : lost;
}

function tablesOf(db: Database): string[] {
  return db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'kysely%'",
    )
    .pluck()
    .all();
}

/** A number that was given is not given again, also where what had it was removed since, or is lost. */
function keepNumbers(from: Database, into: Database): void {
  const raise = into.prepare<[number, string]>('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?');
  const begin = into.prepare<[string, number]>('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  for (const [name, last] of lastNumbers(from)) if (raise.run(last, name).changes === 0) begin.run(name, last);
}

function lastNumbers(db: Database): [string, number][] {
  try {
    return db
      .prepare<[], [string, number]>(
        "SELECT name, seq FROM sqlite_sequence WHERE typeof(name) = 'text' AND typeof(seq) = 'integer' AND seq < 9e15",
      )
      .raw()
      .all();
  } catch {
    return [];
  }
}

/** Whether all of it was read. What the new database does not take, as on a full disk, is thrown: it can be read still. */
function copyTable(from: Database, into: Database, table: string): boolean {
  const columns = into.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const write = into.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const copy: Copy = { put: (row) => void write.run(...row), triesLeft: MOST_TRIES };
  into.exec('BEGIN');
  const isWhole = walksOf(from, into, table, columns)
    .map((walk) => copyRange(walk, copy, null, null))
    .every(Boolean);
  into.exec('COMMIT');
  return isWhole;
}

/** The readings of each gauge by their time, other rows by their number, and what has none from both ends alone. */
function walksOf(from: Database, into: Database, table: string, columns: readonly string[]): Walk[] {
  const all = columns.join(', ');
  const walk = (key: string, leastGap: number, where = 'TRUE'): Walk => ({
    leastGap,
    rows: (first, last, order) =>
      from
        .prepare<[], Row>(
          `SELECT ${key}, ${all} FROM ${table} NOT INDEXED WHERE ${where} AND ${key} >= ${first ?? '-9e18'} AND ${key} <= ${last ?? '9e18'} ORDER BY ${key} ${order}`,
        )
        .raw()
        .iterate(),
  });
  if (table === 'reading') {
    const series = into.prepare<[], number>('SELECT id FROM series').pluck().all();
    return series.map((id) => walk('observed_at', HOUR_MS, `series = ${id}`));
  }
  const isNumbered = into.prepare<[string], 0 | 1>('SELECT wr FROM pragma_table_list(?)').pluck().get(table) === 0;
  if (isNumbered) return [walk('rowid', 1)];
  const keys = into.prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk');
  const order = (which: string) =>
    keys
      .pluck()
      .all(table)
      .map((key) => `${key} ${which}`)
      .join(', ');
  return [
    {
      leastGap: Number.POSITIVE_INFINITY,
      rows: (_first, _last, which) =>
        from
          .prepare<[], Row>(`SELECT NULL, ${all} FROM ${table} NOT INDEXED ORDER BY ${order(which)}`)
          .raw()
          .iterate(),
    },
  ];
}

/** Whether all of the range was read. */
function copyRange(walk: Walk, copy: Copy, from: number | null, to: number | null): boolean {
  if (copy.triesLeft <= 0) return false;
  copy.triesLeft -= 1;
  const low = copyUntilItFails(() => walk.rows(from, to, 'ASC'), copy);
  if (low === 'whole') return true;
  const high = copyUntilItFails(() => walk.rows(from, to, 'DESC'), copy);
  if (high === 'whole') return true;
  const [first, last] = [low ?? from, high ?? to];
  if (first === null || last === null || last - first <= walk.leastGap) return false;
  const middle = Math.floor((first + last) / 2);
  copyRange(walk, copy, first, middle);
  copyRange(walk, copy, middle, last);
  return false;
}

/** The key of the last row that could be read, `null` where none could. */
function copyUntilItFails(rows: () => Iterable<Row>, copy: Copy): 'whole' | number | null {
  let last: number | null = null;
  let refused: unknown = null;
  try {
    // Not even the name of the table may be there.
    for (const [key, ...columns] of rows()) {
      try {
        copy.put(columns);
      } catch (error) {
        if (!isOfTheRow(error)) refused = error;
        throw error;
      }
      if (typeof key === 'number') last = key;
    }
    return 'whole';
  } catch {
    if (refused !== null) throw refused;
    return last;
  }
}

/** A row that no table would hold is a spoiled one. */
function isOfTheRow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}
