import { closeSync, cpSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { newCommuneState } from '../../../src/alert/alert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { type Database, databaseIn } from '../../../src/store/sqlite/database.ts';
import { lastMended, mendDatabase } from '../../../src/store/sqlite/mend-database.ts';
import { createSqliteStores } from '../../../src/store/sqlite/stores.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { spoil } from '../../support/spoil.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NOW = Date.parse('2026-12-01T03:00:00Z');
const STEP_MS = 10 * MINUTE_MS;
const open = testDatabases();

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
