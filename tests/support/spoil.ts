import { closeSync, openSync, writeSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

/** What a failing disk leaves where all of a table stood, or all but its newest rows. */
export function spoil(file: string, table: string, which: 'all' | 'older' = 'all'): void {
  const db = new BetterSqlite3(file);
  const kind = which === 'all' ? '*' : 'leaf';
  const found = db
    .prepare<[string, string], number>('SELECT pageno FROM dbstat WHERE name = ? AND pagetype GLOB ? ORDER BY path')
    .pluck()
    .all(table, kind);
  const pages = which === 'all' ? found : found.slice(0, -1);
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const disk = openSync(file, 'r+');
  for (const page of pages) writeSync(disk, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, (page - 1) * pageBytes);
  closeSync(disk);
}
