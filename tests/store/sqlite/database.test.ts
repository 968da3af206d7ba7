import { execFile } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openDatabase, refusalFor } from '../../../src/store/sqlite/database.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const run = promisify(execFile);
const source = join(import.meta.dirname, '../../../src/store/sqlite/database.ts');
/** A program that opens the database and prints what came of it. */
const opening = (file: string) => `import { openDatabase, refusalFor } from '${source}';
  console.log(JSON.stringify(await openDatabase('${file}')));`;

const folder = tempFolder('database');
const open = testDatabases();

describe('opening the database', () => {
  test('makes the folder and the file, for its own user only, durable and checked', async () => {
    const file = join(folder, 'new', 'deep', 'amont.db');
    const db = await open(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'new', 'deep')).mode & 0o777).toBe(0o700);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('recursive_triggers', { simple: true })).toBe(1);
  });

  test('a second time changes nothing', async () => {
    const file = join(folder, 'twice.db');
    const first = await open(file);
    const schema = () => first.prepare('SELECT sql FROM sqlite_schema ORDER BY name').all();
    first.prepare("INSERT INTO series (station, quantity) VALUES ('a', 'stage')").run();
    const before = schema();
    const second = await open(file);
    expect(schema()).toEqual(before);
    expect(second.prepare('SELECT station FROM series').pluck().all()).toEqual(['a']);
  });

  test('by several processes at once on a new file: each waits for the schema', async () => {
    const file = join(folder, 'race.db');
    const runs = Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '-e', opening(file)]));
    for (const { stdout } of await Promise.all(runs)) expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  test('a database of an older version is told before it is brought up to date; a new one and one of this version are not', async () => {
    const file = join(folder, 'older.db');
    let told = 0;
    const seen = async () => {
      const opened = await openDatabase(file, () => (told += 1));
      if (!opened.ok) throw new Error(opened.error);
      opened.value.close();
      return told;
    };
    expect([await seen(), await seen()]).toEqual([0, 0]);
    const db = await open(file);
    db.exec('ALTER TABLE account DROP COLUMN second_factor');
    db.exec('DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)');
    expect([await seen(), await seen()]).toEqual([1, 1]);
  });

  test('a database of a newer version is refused and left alone', async () => {
    const file = join(folder, 'newer.db');
    const db = await open(file);
    const count = () => db.prepare('SELECT count(*) FROM kysely_migration').pluck().get();
    const known = Number(count());
    db.prepare("INSERT INTO kysely_migration (name, timestamp) VALUES ('900-from-the-future', '2031')").run();
    const opened = await openDatabase(file);
    expect(opened).toMatchObject({
      ok: false,
      error: expect.stringMatching(/newer version of Amont.*900-from-the-future/),
    });
    expect(count()).toBe(known + 1);
  });

  test.each([
    ['a path through a file', join(folder, 'file', 'amont.db'), /does not lead to a folder/],
    ['a folder in place of the file', join(folder, 'directory'), /does not lead to a folder and a file/],
    ['a file that is no database', join(folder, 'file'), /damaged or no database/],
    // Not even root can make a folder there.
    ['a folder that nobody may write to', '/sys/amont/amont.db', /not writable/],
  ])('%s: one paragraph that says what to do', async (_, file, message) => {
    writeFileSync(join(folder, 'file'), 'this is not a database, it only looks like a file '.repeat(100));
    mkdirSync(join(folder, 'directory'), { recursive: true });
    const opened = await openDatabase(file);
    expect(opened).toMatchObject({ ok: false, error: expect.stringMatching(message) });
    expect(JSON.stringify(opened)).not.toContain(String.raw`\n`);
  });

  test('a disk that takes no more: one paragraph that says so', async () => {
    // A real write error: the kernel refuses to let this process make a file larger than 16 KiB.
    const file = join(folder, 'full.db');
    const command = `trap '' XFSZ; ulimit -f 16; exec "$0" --input-type=module -e "$1"`;
    const { stdout } = await run('bash', ['-c', command, process.execPath, opening(file)]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: expect.stringMatching(/disk is full or failing/) });
  });

  test('a disk that has gone: one paragraph too', () => {
    // As the kernel says it of a file system that it has shut down.
    const error = Object.assign(new Error("EIO: i/o error, open '/data/service.lock'"), { code: 'EIO' });
    expect(refusalFor(error, 'The data folder /data')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^The data folder \/data cannot be used: the disk is full or failing/),
    });
  });
});
