import { execFile, execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadKeys } from '../../src/store/keys.ts';
import { createSqliteAccountStore } from '../../src/store/sqlite/accounts.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { projectRoot } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('backup');
const backup = join(folder, 'backup');

/** The commands below "Backup" in docs/backup.md, with backups kept elsewhere. */
function commands(to: string): string {
  const section = readFileSync(join(projectRoot, 'docs/backup.md'), 'utf8').split(/^## /m).find(isBackup) ?? '';
  const lines = [...section.matchAll(/^ {4}(.*)$/gm)].map(([, command]) => command!);
  return lines.join('\n').replaceAll('/backup', to);
}

/** More than come in while a few hundred MB are copied. */
const MANY = 10_000;

const isBackup = (section: string): boolean => section.startsWith('Backup\n');

async function open(file: string) {
  const opened = await openDatabase(file);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

test.skipIf(lacks('sqlite3'))(
  'the backup of docs/backup.md holds what was committed a moment ago, and nobody else can read it (needs sqlite3)',
  async () => {
    mkdirSync(backup);
    // On another disk, as an operator may have them: a copy of what points there is none.
    cpSync(join(projectRoot, 'config/one-town'), join(folder, 'disk/town'), { recursive: true });
    mkdirSync(join(folder, 'disk/data'));
    mkdirSync(join(folder, 'data'));
    symlinkSync('../disk/data', join(folder, 'data/my-town'));
    symlinkSync('disk/town', join(folder, 'my-town'));
    const db = await open(join(folder, 'data/my-town/amont.db'));
    loadKeys(join(folder, 'data/my-town'));
    const anne = { name: 'Anne', role: 'mayor', language: 'fr', communes: [], passwordHash: '', createdAt: 0 } as const;
    createSqliteAccountStore(db).add({ id: 'anne', ...anne });
    // As a login shell has it.
    execFileSync('sh', ['-uc', `umask 022\n${commands(backup)}`], { cwd: folder });
    db.close();

    const [made = ''] = globSync('*/', { cwd: backup });
    const files = globSync('**/*.*', { cwd: join(backup, made) });
    expect(files).toEqual(expect.arrayContaining(['amont.db', 'link.key', 'session.key', 'my-town/communes.yaml']));
    const readable = files.filter((each) => (statSync(join(backup, made, each)).mode & 0o077) !== 0);
    expect(readable).toEqual([]);
    const kept = await open(join(backup, made, 'amont.db'));
    expect(createSqliteAccountStore(kept).find('anne')).not.toBeNull();
    kept.close();
  },
);

test.skipIf(lacks('sqlite3'))(
  'where the data lies elsewhere, the backup of docs/backup.md fails and makes no empty one (needs sqlite3)',
  () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(join(elsewhere, 'data'), { recursive: true });
    const files = () => globSync('**/amont.db', { cwd: folder });
    const before = files();
    expect(() =>
      execFileSync('sh', ['-uc', commands(join(elsewhere, 'backup'))], { cwd: elsewhere, stdio: 'pipe' }),
    ).toThrow('unable to open');
    expect(files()).toEqual(before);
  },
);

test.skipIf(lacks('sqlite3'))(
  'the backup of docs/backup.md ends while readings come in faster than it copies (needs sqlite3)',
  async () => {
    const busy = join(folder, 'busy');
    cpSync(join(projectRoot, 'config/one-town'), join(busy, 'my-town'), { recursive: true });
    const db = await open(join(busy, 'data/my-town/amont.db'));
    db.exec('CREATE TABLE years (reading BLOB)');
    const year = db.prepare('INSERT INTO years VALUES (zeroblob(1000000))');
    for (let years = 0; years < 200; years += 1) year.run();
    const reading = db.prepare('INSERT INTO request_mail (address_hash, at) VALUES (?, ?)');
    let isDone = false;
    const done = promisify(execFile)('sh', ['-uc', commands(join(busy, 'backup'))], { cwd: busy }).finally(() => {
      isDone = true;
    });
    let readings = 0;
    for (; !isDone && readings < MANY; readings += 1) {
      reading.run('somebody', readings);
      await setTimeout(1);
    }
    await done;
    db.close();
    expect(readings).toBeLessThan(MANY);
  },
  120_000,
);
