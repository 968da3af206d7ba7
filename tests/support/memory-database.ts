import BetterSqlite3 from 'better-sqlite3';
import type { Database } from '../../src/store/sqlite/database.ts';
import { createSqliteStores, type SqliteStores } from '../../src/store/sqlite/stores.ts';
import { openTestDatabase } from './open-test-database.ts';

/** The schema as the migrations leave it, made once a test file. */
const migrated = await openTestDatabase();
const empty = migrated.serialize();
migrated.close();

/** The real stores over an empty database of their own in memory, ready at once. */
export function memoryStores(): SqliteStores & { db: Database } {
  const db = new BetterSqlite3(empty);
  db.pragma('foreign_keys = ON');
  return { ...createSqliteStores(db), db };
}
