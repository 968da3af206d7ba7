import { closeSync, fsyncSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { makeFile } from '../make-file.ts';

/** SQLite's own choice, which nothing here changes. */
const PAGE_BYTES = 4096;
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const keptBeside = (file: string): string => `${file}.first-page`;

/**
 * Keeps aside the first page of a database: with it is lost where each table begins, and so all. Without the list of free pages, which goes on changing,
 * and without how long the file is, which SQLite then asks the disk (https://sqlite.org/fileformat2.html#the_database_header). This process must not
 * have it open: to close a file lifts all its locks (https://sqlite.org/howtocorrupt.html).
 */
export function keepFirstPage(database: string): void {
  const page = Buffer.alloc(PAGE_BYTES);
  const file = openSync(database, 'r');
  try {
    readSync(file, page, 0, page.length, 0);
  } finally {
    closeSync(file);
  }
  if (!isFirstPage(page)) return;
  page.fill(0, 32, 40);
  page.writeUInt32BE(1, 24);
  page.writeUInt32BE(0, 92);
  // What else the header counts says nothing new.
  if (keptOf(database)?.subarray(HEADER_BYTES).equals(page.subarray(HEADER_BYTES))) return;
  rmSync(keptBeside(database), { force: true });
  makeFile(keptBeside(database), page, database);
}

/** Whether the disk had spoiled the first page of a database that nobody has open, and the one kept aside has taken its place. */
export function putBackFirstPage(database: string): boolean {
  const kept = keptOf(database);
  if (kept === null) return false;
  const file = openSync(database, 'r+');
  try {
    const found = Buffer.alloc(kept.length);
    if (readSync(file, found, 0, found.length, 0) < found.length || isFirstPage(found)) return false;
    writeSync(file, kept, 0, kept.length, 0);
    fsyncSync(file);
    return true;
  } finally {
    closeSync(file);
  }
}

function keptOf(database: string): Buffer | null {
  try {
    const kept = readFileSync(keptBeside(database));
    return kept.length === PAGE_BYTES && isFirstPage(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** It begins as SQLite's do, and the table of tables begins in it, be it with rows or with what leads to them. */
function isFirstPage(page: Buffer): boolean {
  return (
    page.readUInt16BE(16) === PAGE_BYTES &&
    page.toString('latin1', 0, MAGIC.length) === MAGIC &&
    [0x05, 0x0d].includes(page[HEADER_BYTES] ?? 0)
  );
}
