import { statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { giveWay } from '../../../src/store/give-way.ts';
import type { Database } from '../../../src/store/sqlite/database.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { keepRoom } from '../../../src/store/sqlite/keep-room.ts';
import { createSqliteReadingStore } from '../../../src/store/sqlite/readings.ts';
import { commitOf, rowOf } from '../../support/commits.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const open = testDatabases();
const disk = smallDisk(800);
const low = smallDisk(400);

/** Readings of twenty gauges and an alert with long messages, so many times. */
async function work(db: Database, rounds: number): Promise<void> {
  const readings = createSqliteReadingStore(db);
  const journal = createSqliteJournal(db);
  for (let round = 1; round <= rounds; round += 1) {
    const at = round * 1_000;
    const reading = {
      quantity: 'stage',
      observedAt: at,
      receivedAt: at,
      value: 1,
      quality: 'pass',
      tests: [],
    } as const;
    await readings.append(Array.from({ length: 20 }, (_, gauge) => ({ ...reading, station: `gauge-${gauge}` })));
    const outbox = [{ ...rowOf(`coursan:${round}`), about: 'level' as const, text: 'x'.repeat(20_000) }];
    // Within another, as a round of many communes is.
    db.transaction(() => journal.commit(commitOf(round, { outbox })))();
  }
}

test('what is stored, raised and sent after it takes no room of the disk, also after a restart', async () => {
  const file = join(tempFolder('room'), 'amont.db');
  const sizes = () => [file, `${file}-wal`].map((each) => statSync(each).size);
  const first = await open(file);
  await keepRoom(first, giveWay);
  first.close();

  const db = await open(file);
  await keepRoom(db, giveWay);
  const before = sizes();
  await work(db, 300);
  expect(sizes()).toEqual(before);
});

/** What nothing uses yet in the database and in its log, and what it is set to. */
function roomOf(db: Database) {
  const simple = (name: string) => Number(db.pragma(name, { simple: true }));
  return {
    unused: simple('freelist_count') * simple('page_size'),
    log: statSync(`${db.name}-wal`).size,
    checkpoint: simple('wal_autocheckpoint'),
    overwrites: simple('secure_delete'),
    tables: db.prepare("SELECT name FROM sqlite_master WHERE name = 'room'").all(),
  };
}

test.each([
  ['of a new database', ''],
  [
    'where a crash left half of it taken',
    'CREATE TABLE room (piece BLOB); INSERT INTO room VALUES (zeroblob(9000000))',
  ],
])('32 MiB of it and a log of 8000 pages are kept, and all is set as it was: %s', async (_of, left) => {
  const db = await open(join(tempFolder('room'), 'amont.db'));
  const { checkpoint, overwrites } = roomOf(db);
  db.exec(left);
  await keepRoom(db, giveWay);
  const room = roomOf(db);
  expect(room).toMatchObject({ checkpoint, overwrites, tables: [] });
  expect(room.unused / 2 ** 20).toBeGreaterThanOrEqual(32);
  expect(room.unused / 2 ** 20).toBeLessThan(2 * 32);
  expect(room.log / 4096).toBeGreaterThanOrEqual(8_000);
  // What is kept is not taken again, as at each start.
  const paused: true[] = [];
  await keepRoom(db, async () => void paused.push(true));
  expect([roomOf(db), paused]).toEqual([room, []]);
});

test.skipIf(low === null)('of a disk that has little left it takes nothing (needs root)', async () => {
  const db = await open(join(low!.folder, 'amont.db'));
  const before = roomOf(db);
  await keepRoom(db, giveWay);
  expect(roomOf(db)).toEqual(before);
});

test.skipIf(disk === null)('so a full disk stops no alert, nor what SQLite notes beside it (needs root)', async () => {
  const { folder, fill } = disk!;
  const db = await open(join(folder, 'amont.db'));
  await keepRoom(db, giveWay);
  fill();
  process.env['SQLITE_TMPDIR'] = folder;
  onTestFinished(() => void delete process.env['SQLITE_TMPDIR']);
  await work(db, 300);
  expect(createSqliteJournal(db).state('coursan')?.events).toBe(300);
});

test('where room could not be given back, an address of somebody who leaves is overwritten all the same', async () => {
  const file = join(tempFolder('room'), 'amont.db');
  const db = await open(file);
  db.pragma('busy_timeout = 0');
  const other = new BetterSqlite3(file);
  onTestFinished(() => void other.close());
  const held = keepRoom(db, async () => void (other.inTransaction || other.exec('BEGIN IMMEDIATE')));
  await expect(held).rejects.toThrow('locked');
  expect(db.pragma('secure_delete', { simple: true })).toBe(1);
});
