import type BetterSqlite3 from 'better-sqlite3';
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

/** Whether all of it was read. */
function copyTable(from: Database, into: Database, table: string): boolean {
  const columns = into.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const write = into.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let isWhole = true;
  into.exec('BEGIN');
  try {
    for (const walk of walksOf(from, into, table, columns)) isWhole = copyRange(walk, write, null, null) && isWhole;
  } catch {
    // Not even its name is there.
    isWhole = false;
  }
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
function copyRange(walk: Walk, write: BetterSqlite3.Statement, from: number | null, to: number | null): boolean {
  const low = copyUntilItFails(walk.rows(from, to, 'ASC'), write);
  if (low === 'whole') return true;
  const high = copyUntilItFails(walk.rows(from, to, 'DESC'), write);
  if (high === 'whole') return true;
  const [first, last] = [low ?? from, high ?? to];
  if (first === null || last === null || last - first <= walk.leastGap) return false;
  const middle = Math.floor((first + last) / 2);
  copyRange(walk, write, first, middle);
  copyRange(walk, write, middle, last);
  return false;
}

/** The key of the last row that could be read, `null` where none could. */
function copyUntilItFails(rows: Iterable<Row>, write: BetterSqlite3.Statement): 'whole' | number | null {
  let last: number | null = null;
  try {
    for (const [key, ...columns] of rows) {
      write.run(...columns);
      if (typeof key === 'number') last = key;
    }
    return 'whole';
  } catch {
    return last;
  }
}
