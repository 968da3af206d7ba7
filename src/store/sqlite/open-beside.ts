import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { err, type Result } from '../../lib/result.ts';
import { type Database, databaseIn, openDatabase, refusalFor } from './database.ts';
import { holdFolder } from './hold-folder.ts';
import { isOfOlderVersion } from './migrate.ts';

/**
 * Opens the embedded database for a command that is run beside the service or without it. A service of an older version goes on by the schema
 * that it knows, and could not even be started again: nothing is brought up to date while one runs.
 */
export async function openBeside(dataFolder: string): Promise<Result<Database, string>> {
  const file = databaseIn(dataFolder);
  try {
    if (!isBehind(file)) return await openDatabase(file);
  } catch (error) {
    return refusalFor(error, `The database ${file}`);
  }
  const held = holdFolder(dataFolder);
  if (!held.ok)
    return err(
      `The database ${file} is of an older version of Amont, which this command would bring up to date, and its folder cannot be held for that. Where a service of that version runs, stop it first, or use the command of its own version. (${held.error})`,
    );
  try {
    return await openDatabase(file);
  } finally {
    held.value.close();
  }
}

function isBehind(file: string): boolean {
  if (!existsSync(file)) return false;
  // Not read-only: so it would leave files beside it.
  const db = new BetterSqlite3(file, { fileMustExist: true });
  try {
    return isOfOlderVersion(db);
  } finally {
    db.close();
  }
}
