import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ok, type Result } from '../../lib/result.ts';
import { claim, type Database, refusalFor } from './database.ts';

/** One that is just being killed is waited for. */
const PATIENCE_MS = 1_000;

/**
 * Holds a data folder for one service until it is closed: a second one would take away the session at the broker from the first,
 * and be told so, and both would assess and deliver. It is a lock of SQLite's on a file that stays empty, so the system lifts it
 * with the process, however that ends.
 */
export function holdFolder(folder: string): Result<Pick<Database, 'close'>, string> {
  const file = join(folder, 'service.lock');
  let lock: Database | null = null;
  try {
    claim(file);
    lock = new BetterSqlite3(file, { timeout: PATIENCE_MS });
    // Nothing is written, so no journal need stand beside it and be left there.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return ok(lock);
  } catch (error) {
    lock?.close();
    return refusalFor(error, `The data folder ${folder}`);
  }
}
