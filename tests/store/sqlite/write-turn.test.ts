import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BUSY_TIMEOUT_MS } from '../../../src/store/sqlite/database.ts';
import { createWriteTurn } from '../../../src/store/sqlite/write-turn.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('write-turn');
const openDatabase = testDatabases();
let files = 0;

/** A database, the turn to write in it, and another process that can hold it. */
async function town() {
  files += 1;
  const file = join(folder, `${files}.db`);
  const db = await openDatabase(file);
  db.exec('CREATE TABLE note (text TEXT UNIQUE)');
  const other = new BetterSqlite3(file);
  const told: string[] = [];
  const { promise: freed, resolve: free } = Promise.withResolvers<void>();
  const turns = createWriteTurn(db, {
    held: (error) => void told.push(`held: ${String(error)}`),
    freed() {
      told.push('freed');
      free();
    },
  });
  onTestFinished(() => {
    turns.close();
    other.close();
  });
  const write = (text: string) => turns.atomically(() => void db.prepare('INSERT INTO note VALUES (?)').run(text));
  const notes = () => db.prepare<[], string>('SELECT text FROM note').pluck().all();
  const timeout = () => db.pragma('busy_timeout', { simple: true });
  return { db, turns, other, told, freed, write, notes, timeout };
}
const held = 'held: SqliteError: database is locked';

test('whose turn it is waits while another process writes, and nobody is told of a moment', async () => {
  const { turns, other, told, write, notes } = await town();
  await turns.turn();
  other.exec('BEGIN IMMEDIATE');
  const turn = turns.turn();
  other.exec('COMMIT');
  await turn;
  write('one');
  expect([notes(), told]).toEqual([['one'], []]);
});

test('however many wait, the database is looked at for all of them together, and all have their turn', async () => {
  const { turns, other } = await town();
  other.exec('BEGIN IMMEDIATE');
  const exec = vi.spyOn(Object.getPrototypeOf(other), 'exec');
  onTestFinished(() => exec.mockRestore());
  const waiting = Array.from({ length: 500 }, () => turns.turn());
  const first = exec.mock.calls.length;
  const since = performance.now();
  await setTimeout(300);
  const looks = exec.mock.calls.length - first;
  // Each by itself would look every 20 ms.
  expect(looks).toBeLessThan((performance.now() - since) / 4);
  other.exec('COMMIT');
  await Promise.all(waiting);
});

test('one that does not let go is told of once, no write waits for it any more, and that it has let go is told once', async () => {
  const { turns, other, told, freed, write, notes, timeout } = await town();
  expect(timeout()).toBe(BUSY_TIMEOUT_MS);
  other.exec('BEGIN IMMEDIATE');
  turns.hurry();
  await expect(turns.turn()).rejects.toThrow('database is locked');
  await expect(turns.turn()).rejects.toThrow('database is locked');
  expect(() => write('lost')).toThrow('database is locked');
  expect(timeout()).toBe(0);
  expect(told).toEqual([held]);
  other.exec('COMMIT');
  await freed;
  expect(timeout()).toBe(BUSY_TIMEOUT_MS);
  await turns.turn();
  write('kept');
  expect(told).toEqual([held, 'freed']);
  expect(notes()).toEqual(['kept']);
});

test('whoever takes the turn first after it has let go finds that out', async () => {
  const { turns, other, told } = await town();
  turns.hurry();
  other.exec('BEGIN IMMEDIATE');
  const turn = turns.turn();
  // It had let go within the patience of a service that does not end.
  other.exec('COMMIT');
  await expect(turn).rejects.toThrow('locked');
  await turns.turn();
  expect(told).toEqual([held, 'freed']);
});

test('a write that waited in vain is told of as well', async () => {
  const { db, other, told, freed, write, notes, timeout } = await town();
  db.pragma('busy_timeout = 50');
  other.exec('BEGIN IMMEDIATE');
  expect(() => write('lost')).toThrow('database is locked');
  other.exec('COMMIT');
  await freed;
  expect([notes(), told, timeout()]).toEqual([[], [held, 'freed'], BUSY_TIMEOUT_MS]);
});

test('what fails otherwise leaves nothing behind, and no other process is blamed', async () => {
  const { turns, told, write, notes } = await town();
  const failing = () => {
    write('half');
    throw new Error('a mistake of ours');
  };
  expect(() => turns.atomically(failing)).toThrow('a mistake of ours');
  expect(notes()).toEqual([]);
  write('once');
  expect(() => write('once')).toThrow('UNIQUE');
  expect([notes(), told]).toEqual([['once'], []]);
});
