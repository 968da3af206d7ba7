import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import { makeFile } from '../make-file.ts';
import { isOfOlderVersion, migrate, unknownMigrations } from './migrate.ts';

export type Database = BetterSqlite3.Database;

export const BUSY_TIMEOUT_MS = 5_000;
/**
 * A batch of many gauges writes a page of each. At the default of 1,000 the same pages are copied to the database every few
 * batches, each time waiting for the disk twice; 4,000 are 16 MB of log.
 */
export const CHECKPOINT_PAGES = 4_000;

/** The embedded database of a data folder. */
export function databaseIn(dataFolder: string): string {
  return join(dataFolder, 'amont.db');
}

/**
 * Opens the embedded database, makes its file and folder where they are missing, and brings its schema up to date. What an
 * operator can put right (folder, disk, version) comes back as one paragraph to print. `:memory:` is gone when closed.
 * `older` is told where an older version wrote it, before what may take minutes.
 */
export async function openDatabase(file: string, older?: () => void): Promise<Result<Database, string>> {
  let db: Database | null = null;
  try {
    if (file !== ':memory:') claim(file);
    db = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
    setUp(db);
    const unknown = unknownMigrations(db);
    if (unknown.length > 0) {
      db.close();
      return err(
        `The database ${file} was written by a newer version of Amont (it holds ${unknown.join(', ')}, which this version does not know). Start the newer version, or restore a backup made before the upgrade.`,
      );
    }
    if (isOfOlderVersion(db)) older?.();
    await migrate(db);
    return ok(db);
  } catch (error) {
    db?.close();
    return refusalFor(error, `The database ${file}`);
  }
}

/** One paragraph to print where an operator can put it right; anything else is thrown again. */
export function refusalFor(error: unknown, what: string): Result<never, string> {
  const refusal = refusalOf(error, what);
  if (refusal === null) throw error;
  return err(refusal);
}

export function refusalOf(error: unknown, what: string): string | null {
  const [, help] = helpByCode.find(([pattern]) => pattern.test(codeOf(error))) ?? [];
  return help === undefined ? null : `${what} cannot be used: ${help} (${messageOf(error)})`;
}

/** Password hashes and addresses are inside: only the service's own user reads it. SQLite gives -wal and -shm the same owner and rights. */
export function claim(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    if (!existsSync(file)) makeFile(file, '', folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(file)) throw error;
  }
  closeSync(openSync(file, 'r+'));
}

function setUp(db: Database): void {
  db.pragma('journal_mode = WAL');
  // Every commit is on the disk before it is acknowledged; NORMAL may lose the last ones when the power fails.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  // On a full disk no alert waits for a file in which SQLite notes how to take a statement back.
  db.pragma('temp_store = MEMORY');
  // An address of somebody who left is overwritten, not only unlinked.
  db.pragma('secure_delete = ON');
}

const DAMAGED = 'it is damaged or no database.';

const helpByCode: readonly (readonly [RegExp, string])[] = [
  [
    /^EROFS/,
    'it is not writable: its disk lets itself only be read, as a failing disk or memory card does. Replace it; or the unit lacks a ReadWritePaths for it.',
  ],
  [
    /^(EACCES|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN)/,
    'its folder or file is not writable by this user. Change the rights, or set another dataFolder.',
  ],
  [/^(ENOENT|ENOTDIR|EISDIR|EEXIST)/, 'its path does not lead to a folder and a file. Set another dataFolder.'],
  [/^(ENOSPC|EDQUOT|EFBIG|EIO|SQLITE_FULL|SQLITE_IOERR)/, 'the disk is full or failing. Make room or replace it.'],
  [
    /^SQLITE_BUSY/,
    'another process holds it; `fuser -v` on this file names it. Is the service running already? Or does a command hang?',
  ],
  [
    /^(SQLITE_NOTADB|SQLITE_CORRUPT)/,
    `${DAMAGED} Start the service, which keeps what can be read of it; or move it away and restore a backup.`,
  ],
];

/** Whether a refusal is of such a page: to look for one takes minutes where years are stored, and a port that is taken is told at once. */
export function tellsDamage(refusal: string): boolean {
  return refusal.includes(DAMAGED);
}

/** A page that the disk gives back as nobody wrote it. */
export function isSpoiled(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
}

/** Another process is writing, or has not let go. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
