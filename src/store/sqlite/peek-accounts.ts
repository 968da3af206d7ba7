import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

/** Whose accounts there are, without making or changing the database: none before it is made; `null` where it cannot be read. */
export function peekAccounts(file: string): readonly string[] | null {
  if (!existsSync(file)) return [];
  try {
    // Not read-only: so it would leave files beside it.
    const db = new BetterSqlite3(file, { fileMustExist: true });
    try {
      return db.prepare<[], string>('SELECT id FROM account').pluck().all();
    } finally {
      db.close();
    }
  } catch {
    return null; // Not this user's to read, damaged, or of another version: `start` says so.
  }
}
