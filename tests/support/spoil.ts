import { closeSync, openSync, writeSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

/** What a failing disk leaves where all of a table stood. */
export function spoil(file: string, table: string): void {
  const db = new BetterSqlite3(file);
  const pages = db.prepare<[string], number>('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(table);
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const disk = openSync(file, 'r+');
  for (const page of pages) writeSync(disk, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, (page - 1) * pageBytes);
  closeSync(disk);
}
