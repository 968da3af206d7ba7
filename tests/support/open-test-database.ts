import { afterEach } from 'vitest';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';

/** A database for one test, closed after it. */
export async function openTestDatabase(file = ':memory:'): Promise<Database> {
  const opened = await openDatabase(file);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

/** Opens databases in a test and closes them after it. */
export function testDatabases(): (file?: string) => Promise<Database> {
  const open: Database[] = [];
  afterEach(() => {
    for (const db of open.splice(0)) db.close();
  });
  return async (file) => {
    const db = await openTestDatabase(file);
    open.push(db);
    return db;
  };
}
