import {
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { newCommuneState } from '../../../src/alert/alert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { type Database, databaseIn } from '../../../src/store/sqlite/database.ts';
import { keepFirstPage } from '../../../src/store/sqlite/first-page.ts';
import { forgetAside, lastMended, mendDatabase } from '../../../src/store/sqlite/mend-database.ts';
import { createSqliteStores } from '../../../src/store/sqlite/stores.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { spoil } from '../../support/spoil.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NOW = Date.parse('2026-12-01T03:00:00Z');
const STEP_MS = 10 * MINUTE_MS;
const open = testDatabases();
const disk = smallDisk(16);

/** Nine days of two gauges, three accounts and two alerts' worth of events, on a disk of their own. */
async function town(name: string): Promise<string> {
  const file = databaseIn(tempFolder(`mend-${name}`));
  const db = await open(file);
  const { readings, accounts, journal } = createSqliteStores(db);
  for (const station of ['mill', 'bridge']) {
    const count = (9 * DAY_MS) / STEP_MS;
    await readings.append(Array.from({ length: count }, (_, step) => stageReading(station, NOW - step * STEP_MS, 1)));
  }
  const seat = { role: 'staff', language: 'fr', communes: ['my-town'], passwordHash: 'x', createdAt: 0 } as const;
  for (const id of ['anne', 'paul', 'zoé']) accounts.add({ id, name: id, ...seat });
  journal.commit({ state: { ...newCommuneState('my-town'), events: 7 }, events: [], outbox: [], record: [] });
  const write = db.prepare('INSERT INTO alert_event (id, commune, at, event) VALUES (?, ?, ?, ?)');
  const event = JSON.stringify({ text: 'x'.repeat(90) });
  db.transaction(() => {
    for (let number = 1; number <= 400; number += 1) write.run(`my-town:${number}`, 'my-town', number, event);
  })();
  db.close();
  return file;
}

/** Its leaves, in the order of their keys. */
function leavesOf(db: Database, table: string): number[] {
  return db
    .prepare<[string], number>("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
    .pluck()
    .all(table);
}

async function spoilLeaves(
  file: string,
  table: string,
  which: (leaf: number, index: number, all: number[]) => boolean,
) {
  const db = await open(file);
  const pages = leavesOf(db, table).filter(which);
  db.close();
  const disk = openSync(file, 'r+');
  for (const page of pages) writeSync(disk, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096);
  closeSync(disk);
  return pages.length;
}

const countOf = (db: Database, table: string) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

test('a database of which nothing is spoiled stays as it is', async () => {
  const file = await town('whole');
  const before = readFileSync(file);
  expect(await mendDatabase(file, NOW)).toEqual({ ok: true, value: null });
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(dirname(file))).toEqual(['amont.db']);
});

test('where an index is spoiled nothing is lost; the damaged one is kept aside as it was, and that it was mended stands on record', async () => {
  const file = await town('index');
  spoil(file, 'alert_event_alert');
  const damaged = readFileSync(file);
  const mended = await mendDatabase(file, NOW);
  const aside = `${file}.damaged-2026-12-01T03-00-00.000Z`;
  expect(mended).toEqual({ ok: true, value: { at: NOW, aside, lost: [] } });
  expect(readFileSync(aside).equals(damaged)).toBe(true);
  expect(existsSync(`${file}.new`)).toBe(false);
  const db = await open(file);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(['reading', 'alert_event', 'account'].map((table) => countOf(db, table))).toEqual([2592, 400, 3]);
  expect(lastMended(db)).toEqual({ at: NOW, lost: [] });
  // What is on record is kept from being changed, as before, and a reading is counted once.
  expect(() => db.exec('DELETE FROM alert_event')).toThrow('append only');
  expect(db.prepare('SELECT sum(written) FROM series').pluck().get()).toBe(2592);
});

test.each([
  ['alert_event', 400],
  ['reading', 2592],
])('between two spoiled pages of %s what is left is kept too', async (table, all) => {
  const file = await town(`between-${table}`);
  const spoiled = await spoilLeaves(file, table, (_, index, { length }) => index === 1 || index === length - 2);
  expect(spoiled).toBe(2);
  const mended = await mendDatabase(file, NOW);
  expect(mended).toMatchObject({ ok: true, value: { lost: [table] } });
  const db = await open(file);
  // A page holds some thirty events, or some hundred readings.
  expect(all - countOf(db, table)).toBeGreaterThan(20);
  expect(all - countOf(db, table)).toBeLessThan(300);
  const rest = table === 'reading' ? 'alert_event' : 'reading';
  expect(countOf(db, rest)).toBe(rest === 'reading' ? 2592 : 400);
});

test('where what was in force is lost the next event has a number that none before it had', async () => {
  const file = await town('state');
  const made = await open(file);
  made.exec("INSERT INTO alert_event (id, commune, at, event) VALUES ('my-town:4\u00e9', 'my-town', 401, '{}')");
  made.close();
  spoil(file, 'commune_state');
  await mendDatabase(file, NOW);
  const { journal } = createSqliteStores(await open(file));
  expect(journal.state('my-town')).toEqual({ ...newCommuneState('my-town'), events: 1400 });
});

test.each([
  ['the first page of the file', (bytes: Buffer) => bytes.fill(0xa5, 0, 4096), 0],
  ['its second half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 3],
])('where %s is gone, what can be read without it is kept', async (name, damage, accounts) => {
  const file = await town(name.replaceAll(' ', '-'));
  writeFileSync(file, damage(readFileSync(file)));
  const mended = await mendDatabase(file, NOW);
  expect(mended).toMatchObject({ ok: true, value: { lost: expect.arrayContaining(['reading']) } });
  const db = await open(file);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(countOf(db, 'account')).toBe(accounts);
});

test.each([
  ['as nobody wrote it', 0xa5],
  ['empty', 0],
])('where its first page, kept aside at the last start, comes back %s, nothing is lost', async (name, byte) => {
  const file = await town(`first-${name.replaceAll(' ', '-')}`);
  keepFirstPage(file);
  const running = await open(file);
  // The list of free pages goes on changing, and the file grows.
  running.exec("DELETE FROM reading WHERE observed_at % 3 = 0; INSERT INTO device_state VALUES ('mill', '{}')");
  running.close();
  writeFileSync(file, readFileSync(file).fill(byte, 0, 4096));
  expect(await mendDatabase(file, NOW)).toMatchObject({ ok: true, value: { lost: [] } });
  const db = await open(file);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(['alert_event', 'account', 'commune_state', 'device_state'].map((table) => countOf(db, table))).toEqual([
    400, 3, 1, 1,
  ]);
});

test('what is kept aside goes after its time, with its log, and nothing else', async () => {
  const file = await town('aside');
  const old = `${file}.damaged-2026-11-01T03-00-00.000Z`;
  const late = `${file}.damaged-2026-11-02T03-00-00.000Z`;
  // Its database was not mended.
  const alone = `${file}.damaged-2026-10-31T03-00-00.000Z-wal`;
  for (const each of [old, `${old}-wal`, late, `${late}-wal`, alone]) writeFileSync(each, 'x');
  forgetAside(file, Date.parse('2026-11-02T03:00:00Z'));
  const left = readdirSync(dirname(file)).map((each) => join(dirname(file), each));
  expect(left).not.toContain(old);
  expect(left).not.toContain(`${old}-wal`);
  expect(left).not.toContain(alone);
  expect(left).toEqual(expect.arrayContaining([file, late, `${late}-wal`]));
});

test('a database that begins as it should is left as it is, whatever was kept aside of it', async () => {
  const file = await town('begins');
  keepFirstPage(file);
  const db = await open(file);
  db.exec('CREATE TABLE later (id INTEGER)');
  db.close();
  const before = readFileSync(file);
  expect(await mendDatabase(file, NOW)).toEqual({ ok: true, value: null });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a disk that spoils it a fourth time within a day is not filled with copies', async () => {
  const file = await town('often');
  for (const hour of [0, 1, 2, 3, 25]) {
    spoil(file, 'alert_event_alert');
    const mended = await mendDatabase(file, NOW + hour * HOUR_MS);
    expect([hour, mended.ok]).toEqual([hour, hour !== 3]);
  }
});

test('a damaged database of an older version is left to that version', async () => {
  const file = await town('older');
  const db = await open(file);
  db.exec('DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)');
  db.close();
  spoil(file, 'account');
  const before = join(dirname(file), 'before');
  cpSync(file, before);
  expect(await mendDatabase(file, NOW)).toEqual({ ok: false, error: expect.stringContaining('another version') });
  expect(readFileSync(file).equals(readFileSync(before))).toBe(true);
  expect(readdirSync(dirname(file)).toSorted()).toEqual(['amont.db', 'before']);
});

test.skipIf(disk === null)(
  'on a disk that has too little room it stays as it is, and where it is written anew it is so wholly (needs a loop device)',
  async () => {
    const spoiled = await town('room');
    spoil(spoiled, 'alert_event_alert');
    const before = readFileSync(spoiled);
    const folder = join(disk!.folder, 'data');
    const filler = join(disk!.folder, 'filler');
    const seen = new Set<boolean>();
    for (let room = before.length / 4; room <= 3 * before.length; room += before.length / 4) {
      for (const each of [folder, filler]) rmSync(each, { recursive: true, force: true });
      mkdirSync(folder);
      const file = databaseIn(folder);
      copyFileSync(spoiled, file);
      const { bavail, bsize } = statfsSync(disk!.folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - room)));
      const mended = await mendDatabase(file, NOW);
      rmSync(filler);
      seen.add(mended.ok);
      expect(readdirSync(folder).filter((name) => !name.includes('damaged'))).toEqual(['amont.db']);
      if (!mended.ok) expect(readFileSync(file).equals(before)).toBe(true);
      else {
        const db = await open(file);
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
        expect(['reading', 'alert_event'].map((table) => countOf(db, table))).toEqual([2592, 400]);
        db.close();
      }
    }
    expect(seen).toEqual(new Set([false, true]));
  },
);

test('while a command has it open it stays as it is: what that writes would be lost, and it would clear away the log of the new one', async () => {
  const file = await town('beside');
  spoil(file, 'alert_event_alert');
  const beside = await open(file);
  expect(countOf(beside, 'account')).toBe(3);
  expect(await mendDatabase(file, NOW)).toEqual({ ok: false, error: expect.stringContaining('another process holds') });
  beside.prepare("INSERT INTO device_state VALUES ('mill', '{}')").run();
  beside.close();
  expect(readdirSync(dirname(file))).toEqual(['amont.db']);
  expect(await mendDatabase(file, NOW)).toMatchObject({ ok: true, value: { lost: [] } });
  expect(countOf(await open(file), 'device_state')).toBe(1);
});

test('an index that a disk gives back as it once was is written anew: what removes a row comes upon it', async () => {
  const file = await town('once');
  const db = await open(file);
  const write = db.prepare('INSERT INTO ended_session VALUES (?, ?)');
  write.run('anne', 1);
  const [page] = leavesOf(db, 'ended_session_age');
  db.pragma('wal_checkpoint(TRUNCATE)');
  const once = Buffer.alloc(4096);
  const at = (page! - 1) * 4096;
  const read = openSync(file, 'r');
  readSync(read, once, 0, 4096, at);
  closeSync(read);
  db.exec('DELETE FROM ended_session');
  write.run('paul', 2);
  db.close();
  const poked = openSync(file, 'r+');
  writeSync(poked, once, 0, 4096, at);
  closeSync(poked);
  const before = await open(file);
  expect(before.pragma('quick_check', { simple: true })).toBe('ok');
  expect(() => before.exec("DELETE FROM ended_session WHERE id = 'paul'")).toThrow('malformed');
  before.close();
  expect(await mendDatabase(file, NOW)).toMatchObject({ ok: true, value: { lost: [] } });
  const after = await open(file);
  expect(after.prepare("DELETE FROM ended_session WHERE id = 'paul'").run().changes).toBe(1);
});

test('a number that was given is not given again, though its row was removed since, and what waits is counted anew', async () => {
  const file = await town('numbers');
  const db = await open(file);
  const refuse = (at: Database) =>
    at
      .prepare("INSERT INTO rejection (received_at, topic, payload, reason, detail) VALUES (1, 't', 'p', 'r', 'd')")
      .run();
  for (let number = 0; number < 7; number += 1) refuse(db);
  db.exec("DELETE FROM rejection; INSERT INTO outbox_count VALUES ('pending', 5), ('sent', 9)");
  db.close();
  spoil(file, 'outbox');
  expect(await mendDatabase(file, NOW)).toMatchObject({ ok: true, value: { lost: ['outbox'] } });
  const mended = await open(file);
  expect(refuse(mended).lastInsertRowid).toBe(8);
  expect(mended.prepare('SELECT status, count FROM outbox_count').raw().all()).toEqual([
    ['pending', 0],
    ['sent', 9],
  ]);
});

test('what a spoiled page leaves out between two keys that lie years apart is not looked for without end', async () => {
  const file = await town('apart');
  const db = await open(file);
  const write = db.prepare('INSERT INTO alert_event (id, commune, at, event) VALUES (?, ?, ?, ?)');
  const event = JSON.stringify({ text: 'x'.repeat(90) });
  db.exec("UPDATE sqlite_sequence SET seq = 9000000000000000 WHERE name = 'alert_event'");
  for (let number = 401; number <= 500; number += 1) write.run(`my-town:${number}`, 'my-town', number, event);
  const first = db.prepare<[], number>('SELECT min(number) FROM alert_event WHERE number > 400').pluck().get()!;
  db.close();
  expect(first).toBe(9_000_000_000_000_001);
  const spoiled = await spoilLeaves(file, 'alert_event', (_, index) => index === 13);
  expect(spoiled).toBe(1);
  expect(await mendDatabase(file, NOW)).toMatchObject({ ok: true, value: { lost: ['alert_event'] } });
  expect(countOf(await open(file), 'alert_event')).toBeGreaterThan(440);
});
