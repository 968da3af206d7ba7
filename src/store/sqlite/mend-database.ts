import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type CommuneState, newCommuneState } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import { DAY_MS, iso } from '../../lib/units.ts';
import { type Database, isSpoiled, openDatabase, refusalOf } from './database.ts';
import { putBackFirstPage } from './first-page.ts';
import { logDamaged } from './log-damaged.ts';
import { isOfOlderVersion, unknownMigrations } from './migrate.ts';
import { createSqliteRecordBook } from './record.ts';
import { salvage } from './salvage.ts';

const MENDED = 'database.mended';
/** A disk that spoils the database oftener is not to be filled with what it has spoiled. */
const A_DAY = 3;
/** A command that is just ending is waited for. */
const PATIENCE_MS = 1_000;
/** How what SQLite keeps beside a database ends. */
const LOG = /-(wal|shm)$/;
/** So far the numbers of events go on from those that are left: links in messages name them, and those that are lost may have been told. */
const UNSURE_EVENTS = 1_000;

/** What the last hours wrote, which is what a damaged log has lost. */
const WRITTEN_MOST = ['commune_state', 'alert_event', 'outbox', 'reading', 'record', 'ended_session'];

export interface Mended {
  at: Instant;
  /** Where the damaged database is kept. */
  aside: string;
  /** Tables of which something is lost. */
  lost: readonly string[];
}

/**
 * Where the disk has spoiled pages of a database, writes what can be read of it into a new one, which takes its place, and keeps the damaged one aside.
 * `null`: nothing is wrong with it. What is lost stands on record. Where anybody else has it open it stays as it is: what they write would be lost, and
 * the log that they clear away at their end would be that of the new one.
 */
export async function mendDatabase(file: string, at: Instant): Promise<Result<Mended | null, string>> {
  if (!existsSync(file)) return ok(null);
  const fresh = `${file}.new`;
  const aside = `${file}.damaged-${iso(at).replaceAll(':', '-')}`;
  try {
    const ofToday = keptBeside(file).filter((each) => at - Date.parse(instantIn(each)) < DAY_MS);
    const logs = ofToday.filter((each) => LOG.test(each)).length;
    if (ofToday.length - logs >= A_DAY)
      return err(
        `The database ${file} was damaged ${A_DAY} times within a day, and is not looked at again: replace the disk.`,
      );
    // Before it is opened, which clears the log away.
    const isLogDamaged = logDamaged(file);
    // While a command has it open each start would leave one more.
    if (isLogDamaged && logs < A_DAY) copyFileSync(`${file}-wal`, `${aside}-wal`);
    const written = await writeAnew(file, fresh, { at, aside, isLogDamaged });
    if (!written.ok || written.value === null) return written;
    keepAside(file, aside);
    renameSync(fresh, file);
    flush(dirname(file));
    return written;
  } catch (error) {
    const help = refusalOf(error, `A new database in place of the damaged ${file}`);
    return err(help ?? `The damaged ${file} cannot be written anew: ${messageOf(error)}`);
  } finally {
    removeDatabase(fresh);
  }
}

/** A database that is whole on the disk; `null`: none is needed. */
async function writeAnew(
  file: string,
  fresh: string,
  { at, aside, isLogDamaged }: { at: Instant; aside: string; isLogDamaged: boolean },
): Promise<Result<Mended | null, string>> {
  const isFirstPageLost = putBackFirstPage(file);
  const from = new BetterSqlite3(file, { fileMustExist: true, timeout: PATIENCE_MS });
  let into: Database | null = null;
  try {
    // Nobody else has it open, nor can open it meanwhile.
    from.pragma('locking_mode = EXCLUSIVE');
    if (!isFirstPageLost && !isDamaged(from) && !isLogDamaged) return ok(null);
    // So SQLite reads on where the file is shorter than it should be, and where part of its schema is spoiled.
    from.unsafeMode(true);
    from.pragma('writable_schema = ON');
    if (isOfAnother(from))
      return err(
        `The database ${file} is damaged, and was written by another version of Amont: mend it with that one.`,
      );
    removeDatabase(fresh);
    const opened = await openDatabase(fresh);
    if (!opened.ok) return opened;
    into = opened.value;
    // Whatever fails, it is begun again: it needs no log beside it, which on a full disk would hold what is not in the file.
    into.pragma('journal_mode = MEMORY');
    into.pragma('synchronous = OFF');
    const unread = salvage(from, into);
    const lost = [...new Set([...unread, ...(isLogDamaged ? WRITTEN_MOST : [])])];
    if (lost.includes('commune_state')) goOnCounting(into, isLogDamaged);
    createSqliteRecordBook(into).append({
      at,
      actor: { service: true },
      action: MENDED,
      commune: null,
      detail: { lost: lost.join(' '), aside: basename(aside) },
    });
    into.close();
    flush(fresh);
    return ok({ at, aside, lost });
  } finally {
    into?.close();
    from.close();
  }
}

/** It is on the disk before anything is told to stand in it. */
function flush(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
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

/** An index that lacks what its table holds counts too: its page is as it was written once, and not as it was last. */
function isDamaged(db: Database): boolean {
  try {
    return db.pragma('integrity_check(1)', { simple: true }) !== 'ok';
  } catch (error) {
    if (isSpoiled(error)) return true;
    throw error;
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

/** What was in force is not known any more, or not the last of it; the events that are left keep their numbers. */
function goOnCounting(db: Database, isLogDamaged: boolean): void {
  if (isLogDamaged) {
    db.prepare(
      "UPDATE commune_state SET state = json_set(state, '$.events', json_extract(state, '$.events') + ?) WHERE json_valid(state)",
    ).run(UNSURE_EVENTS);
    // Whoever has read up to a number asks for those behind it.
    db.prepare('UPDATE sqlite_sequence SET seq = seq + ?').run(UNSURE_EVENTS);
  }
  const events = db.prepare<[], string>('SELECT id FROM alert_event UNION SELECT event FROM outbox').pluck().all();
  const known = new Set(db.prepare<[], string>('SELECT commune FROM commune_state').pluck().all());
  const write = db.prepare<[string, string]>('INSERT INTO commune_state (commune, state) VALUES (?, ?)');
  const byCommune = Map.groupBy(events, (id) => id.slice(0, id.lastIndexOf(':')));
  for (const [commune, ids] of byCommune) {
    // What a spoiled page made of a name has none.
    const numbers = ids.map((id) => Number(id.slice(commune.length + 1))).filter(Number.isSafeInteger);
    if (known.has(commune) || numbers.length === 0) continue;
    const last = numbers.reduce((most, each) => Math.max(most, each));
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

/** Removes what was kept aside before a moment: it holds addresses, of residents who have left since too. */
export function forgetAside(file: string, before: Instant): void {
  for (const each of keptBeside(file))
    if (Date.parse(instantIn(each)) < before) rmSync(join(dirname(file), each), { force: true });
}

/** Damaged databases, and logs: one whose database was not mended has none beside it. */
function keptBeside(file: string): string[] {
  return readdirSync(dirname(file)).filter((each) => each.startsWith(`${basename(file)}.damaged-`));
}

/** @example instantIn('amont.db.damaged-2026-12-01T03-00-00Z') // '2026-12-01T03:00:00Z' */
function instantIn(aside: string): string {
  const [date = '', time = ''] = aside
    .replace(LOG, '')
    .slice(aside.indexOf('.damaged-') + '.damaged-'.length)
    .split('T');
  return `${date}T${time.replaceAll('-', ':')}`;
}
