import { copyFileSync, existsSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type CommuneState, newCommuneState } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { DAY_MS, iso } from '../../lib/units.ts';
import { type Database, isSpoiled, openDatabase, refusalFor } from './database.ts';
import { logDamaged } from './log-damaged.ts';
import { isOfOlderVersion, unknownMigrations } from './migrate.ts';
import { createSqliteRecordBook } from './record.ts';
import { salvage } from './salvage.ts';

const MENDED = 'database.mended';
/** A disk that spoils the database oftener is not to be filled with what it has spoiled. */
const A_DAY = 3;
/** So far the numbers of events go on from those that are left: links in messages name them, and those that are lost may have been told. */
const UNSURE_EVENTS = 1_000;

/** What the last hours wrote, which is what a damaged log has lost. */
const WRITTEN_MOST = ['commune_state', 'alert_event', 'outbox', 'reading', 'record'];

export interface Mended {
  at: Instant;
  /** Where the damaged database is kept. */
  aside: string;
  /** Tables of which something is lost. */
  lost: readonly string[];
}

/**
 * Where the disk has spoiled pages of a database that nobody else has open, writes what can be read of it into a new one, which takes its place, and
 * keeps the damaged one aside. `null`: nothing is wrong with it. What is lost stands on record.
 */
export async function mendDatabase(file: string, at: Instant): Promise<Result<Mended | null, string>> {
  const fresh = `${file}.new`;
  try {
    if (!existsSync(file)) return ok(null);
    const aside = `${file}.damaged-${iso(at).replaceAll(':', '-')}`;
    // Before it is opened, which clears the log away.
    const isLogDamaged = logDamaged(file);
    if (isLogDamaged) copyFileSync(`${file}-wal`, `${aside}-wal`);
    if (!isDamaged(file) && !isLogDamaged) return ok(null);
    const before = asideOf(file).filter((each) => at - Date.parse(instantIn(each)) < DAY_MS);
    if (before.length >= A_DAY)
      return err(`The database ${file} is damaged for the ${A_DAY + 1}th time within a day: replace the disk.`);
    removeDatabase(fresh);
    const opened = await openDatabase(fresh);
    if (!opened.ok) return opened;
    const unread = fill(opened.value, file);
    if (unread === null) {
      opened.value.close();
      removeDatabase(fresh);
      return err(
        `The database ${file} is damaged, and was written by another version of Amont: mend it with that one.`,
      );
    }
    const lost = [...new Set([...unread, ...(isLogDamaged ? WRITTEN_MOST : [])])];
    if (lost.includes('commune_state')) goOnCounting(opened.value);
    createSqliteRecordBook(opened.value).append({
      at,
      actor: { service: true },
      action: MENDED,
      commune: null,
      detail: { lost: lost.join(' '), aside: basename(aside) },
    });
    opened.value.close();
    keepAside(file, aside);
    renameSync(fresh, file);
    return ok({ at, aside, lost });
  } catch (error) {
    removeDatabase(fresh);
    return refusalFor(error, `A new database in place of the damaged ${file}`);
  }
}

/** When it was mended last, and what was lost then. */
export function lastMended(db: Database): Omit<Mended, 'aside'> | null {
  try {
    const [last] = createSqliteRecordBook(db).ofAction(null, MENDED);
    return last ? { at: last.at, lost: String(last.detail['lost']).split(' ').filter(Boolean) } : null;
  } catch {
    // The record is what is spoiled now.
    return null;
  }
}

function isDamaged(file: string): boolean {
  let db: Database | null = null;
  try {
    db = new BetterSqlite3(file, { fileMustExist: true });
    return db.pragma('quick_check(1)', { simple: true }) !== 'ok';
  } catch (error) {
    // What else is wrong with it the start says.
    return isSpoiled(error);
  } finally {
    db?.close();
  }
}

/** What is lost; `null` where it is of another version. */
function fill(into: Database, file: string): string[] | null {
  const from = new BetterSqlite3(file, { fileMustExist: true });
  try {
    // So SQLite reads on where the file is shorter than it should be, and where part of its schema is spoiled.
    from.unsafeMode(true);
    from.pragma('writable_schema = ON');
    return isOfAnother(from) ? null : salvage(from, into);
  } finally {
    from.close();
  }
}

function isOfAnother(db: Database): boolean {
  try {
    return isOfOlderVersion(db) || unknownMigrations(db).length > 0;
  } catch {
    // Its version is among what is spoiled: it was started by this one.
    return false;
  }
}

/** What was in force is not known any more; the events that are left keep their numbers. */
function goOnCounting(db: Database): void {
  const events = db.prepare<[], string>('SELECT id FROM alert_event UNION SELECT event FROM outbox').pluck().all();
  const known = new Set(db.prepare<[], string>('SELECT commune FROM commune_state').pluck().all());
  const write = db.prepare<[string, string]>('INSERT INTO commune_state (commune, state) VALUES (?, ?)');
  const byCommune = Map.groupBy(events, (id) => id.slice(0, id.lastIndexOf(':')));
  for (const [commune, ids] of byCommune) {
    const last = Math.max(...ids.map((id) => Number(id.slice(commune.length + 1))));
    if (known.has(commune) || !Number.isInteger(last)) continue;
    const state: CommuneState = { ...newCommuneState(commune), events: last + UNSURE_EVENTS };
    write.run(commune, JSON.stringify(state));
  }
}

/** As a second name: at no moment is there none. What its log holds was read, and is kept too. */
function keepAside(file: string, aside: string): void {
  linkSync(file, aside);
  if (existsSync(`${aside}-wal`)) rmSync(`${file}-wal`, { force: true });
  else if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`);
  rmSync(`${file}-shm`, { force: true });
}

function removeDatabase(file: string): void {
  for (const each of ['', '-wal', '-shm']) rmSync(`${file}${each}`, { force: true });
}

function asideOf(file: string): string[] {
  return readdirSync(dirname(file)).filter(
    (each) => each.startsWith(`${basename(file)}.damaged-`) && !each.endsWith('-wal'),
  );
}

/** @example instantIn('amont.db.damaged-2026-12-01T03-00-00Z') // '2026-12-01T03:00:00Z' */
function instantIn(aside: string): string {
  const [date = '', time = ''] = aside.slice(aside.indexOf('.damaged-') + '.damaged-'.length).split('T');
  return `${date}T${time.replaceAll('-', ':')}`;
}
