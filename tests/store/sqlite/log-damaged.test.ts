import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newCommuneState } from '../../../src/alert/alert.ts';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { databaseIn } from '../../../src/store/sqlite/database.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { logDamaged } from '../../../src/store/sqlite/log-damaged.ts';
import { mendDatabase } from '../../../src/store/sqlite/mend-database.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NOW = Date.parse('2026-12-01T03:00:00Z');
const FRAME = 24 + 4096;
const open = testDatabases();

/** What a kill -9 leaves of twenty transactions, each on the disk before the next; `before`: the log was begun anew once, and is shorter now. */
async function killed(name: string, before = 0) {
  const running = databaseIn(tempFolder(`log-${name}`));
  const db = await open(running);
  const write = db.prepare("INSERT INTO series (station, quantity) VALUES (?, 'stage')");
  db.pragma('wal_checkpoint(TRUNCATE)');
  for (let number = 0; number < before; number += 1) write.run(`before-${number}`);
  if (before > 0) db.pragma('wal_checkpoint(RESTART)');
  for (let number = 0; number < 20; number += 1) write.run(`gauge-${number}`);
  const file = databaseIn(join(dirname(running), 'killed'));
  await open(file).then((made) => made.close());
  for (const end of ['', '-wal']) copyFileSync(`${running}${end}`, `${file}${end}`);
  const log = `${file}-wal`;
  const poke = (at: number, bytes: number) => {
    const disk = openSync(log, 'r+');
    writeSync(disk, Buffer.alloc(bytes, 0xa5), 0, bytes, at);
    closeSync(disk);
  };
  return { file, log, poke, frames: Math.floor((statSync(log).size - 32) / FRAME) };
}

const gaugesIn = async (file: string) =>
  (await open(file)).prepare("SELECT count(*) FROM series WHERE station LIKE 'gauge%'").pluck().get();

test('a log that a kill has left is whole, also where it was begun anew before and its end is of then, and where there is none', async () => {
  const once = await killed('whole');
  expect(logDamaged(once.file)).toBe(false);
  const twice = await killed('anew', 60);
  expect(twice.frames).toBeGreaterThan(once.frames);
  expect(logDamaged(twice.file)).toBe(false);
  expect([await gaugesIn(once.file), await gaugesIn(twice.file)]).toEqual([20, 20]);
  expect(logDamaged(join(dirname(once.file), 'none'))).toBe(false);
});

test('a transaction half written by a power cut was told nobody: its log is not damaged', async () => {
  const last = await killed('torn');
  last.poke(32 + (last.frames - 1) * FRAME + 1_000, 500);
  expect(logDamaged(last.file)).toBe(false);
  const cut = await killed('cut');
  truncateSync(cut.log, statSync(cut.log).size - 1_000);
  expect(logDamaged(cut.file)).toBe(false);
});

test.each([
  ['a frame amid it', 32 + 5 * FRAME + 1_000],
  ['its head', 0],
])(
  'where %s is spoiled what lies behind is lost: that stands on record, and the log is kept aside',
  async (name, at) => {
    const { file, log, poke } = await killed(name.replaceAll(' ', '-'));
    poke(at, 20);
    const damaged = readFileSync(log);
    expect(logDamaged(file)).toBe(true);
    const mended = await mendDatabase(file, NOW);
    expect(mended).toMatchObject({ ok: true, value: { lost: expect.arrayContaining(['reading', 'commune_state']) } });
    expect(readFileSync(`${file}.damaged-2026-12-01T03-00-00.000Z-wal`).equals(damaged)).toBe(true);
    expect(existsSync(log)).toBe(false);
    expect(await gaugesIn(file)).toBeLessThan(20);
  },
);

test('while a command has its database open it is kept aside three times a day, and not at each start', async () => {
  const { file, poke } = await killed('held');
  poke(32 + 5 * FRAME + 1_000, 20);
  const command = new BetterSqlite3(file);
  command.prepare('SELECT count(*) FROM series').get();
  for (const minute of [0, 1, 2, 3])
    expect(await mendDatabase(file, NOW + minute * MINUTE_MS)).toMatchObject({ ok: false });
  command.close();
  expect(readdirSync(dirname(file)).filter((each) => each.includes('.damaged-'))).toHaveLength(3);
});

test('an event that a spoiled log has lost does not give its number to the next', async () => {
  const { file, poke } = await killed('events');
  const db = await open(file);
  db.prepare('INSERT INTO commune_state VALUES (?, ?)').run(
    'my-town',
    JSON.stringify({ ...newCommuneState('my-town'), events: 7 }),
  );
  const event = db.prepare("INSERT INTO alert_event (id, commune, at, event) VALUES (?, 'my-town', 1, '{}')");
  event.run('my-town:7');
  db.pragma('wal_checkpoint(TRUNCATE)');
  for (let number = 0; number < 8; number += 1)
    db.prepare("INSERT INTO series (station, quantity) VALUES (?, 'stage')").run(`later-${number}`);
  const log = readFileSync(`${file}-wal`);
  const closed = readFileSync(file);
  db.close();
  writeFileSync(file, closed);
  writeFileSync(`${file}-wal`, log);
  poke(32 + FRAME + 1_000, 20);
  expect(await mendDatabase(file, NOW)).toMatchObject({
    ok: true,
    value: { lost: expect.arrayContaining(['alert_event']) },
  });
  const mended = await open(file);
  expect(createSqliteJournal(mended).state('my-town')?.events).toBe(1007);
  const next = mended
    .prepare("INSERT INTO alert_event (id, commune, at, event) VALUES ('my-town:1008', 'my-town', 1, '{}')")
    .run();
  expect(next.lastInsertRowid).toBe(1002);
});
