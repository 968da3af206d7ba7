import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { devicePassword } from '../../src/cli/device-password.ts';
import { user } from '../../src/cli/user.ts';
import { loadKeys } from '../../src/store/keys.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { projectRoot } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('run-as-root');
const [serviceUser, serviceGroup, other] = [12_345, 12_346, 12_347];
let turn = 0;

/** A town whose data folder belongs to the service's user. */
function town(): { config: string; data: string; owners: () => Record<string, string> } {
  const config = join(folder, String((turn += 1)), 'config');
  const data = join(config, '../data');
  cpSync(join(projectRoot, 'config'), config, { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  chownSync(data, serviceUser, serviceGroup);
  const owners = () =>
    Object.fromEntries(
      readdirSync(data).map((name) => {
        const { uid, gid } = statSync(join(data, name));
        return [name, `${uid}:${gid}`];
      }),
    );
  return { config, data, owners };
}

const silent = () => undefined;
const service = `${serviceUser}:${serviceGroup}`;

// Only root can make a file that the service's user cannot open.
test.skipIf(process.getuid?.() !== 0)(
  'what a command makes in the data folder as root belongs to whom the folder belongs to (needs root)',
  async () => {
    const { config, data, owners } = town();
    const account = ['--role', 'mayor', '--name', 'Anne', '--communes', 'coursan', '--config', config];
    expect(await user(['add', 'anne', ...account], silent)).toBe(0);
    expect(await devicePassword(['new', 'trebes', '--config', config], silent)).toBe(0);
    loadKeys(data);
    expect(owners()).toEqual({
      'amont.db': service,
      'device-passwords': service,
      'link.key': service,
      'session.key': service,
    });
  },
);

test.skipIf(process.getuid?.() !== 0)(
  'the log that SQLite keeps beside the database belongs to its owner too (needs root)',
  async () => {
    const { data, owners } = town();
    const opened = await openDatabase(join(data, 'amont.db'));
    if (!opened.ok) throw new Error(opened.error);
    expect(owners()).toEqual({ 'amont.db': service, 'amont.db-shm': service, 'amont.db-wal': service });
    opened.value.close();
  },
);

test.skipIf(process.getuid?.() !== 0)(
  'a file that is replaced as root keeps the owner that it had (needs root)',
  async () => {
    const { config, data, owners } = town();
    const file = join(data, 'device-passwords');
    writeFileSync(file, '', { mode: 0o600 });
    chownSync(file, other, other);
    expect(await devicePassword(['new', 'trebes', '--config', config], silent)).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^trebes:/);
    expect(owners()['device-passwords']).toBe(`${other}:${other}`);
  },
);

test.skipIf(process.getuid?.() !== 0)(
  'a link that the service put into its folder gives it no file elsewhere (needs root)',
  async () => {
    const { config, data } = town();
    const elsewhere = join(data, '../elsewhere');
    writeFileSync(elsewhere, 'of root', { mode: 0o600 });
    symlinkSync(elsewhere, join(data, 'device-passwords.new'));
    expect(await devicePassword(['new', 'trebes', '--config', config], silent)).toBe(0);
    expect(readFileSync(elsewhere, 'utf8')).toBe('of root');
    expect(statSync(elsewhere).uid).toBe(0);
    const nowhere = town();
    const target = join(nowhere.data, '../target');
    symlinkSync(target, join(nowhere.data, 'amont.db'));
    expect(await openDatabase(join(nowhere.data, 'amont.db'))).toMatchObject({ ok: false });
    expect(existsSync(target)).toBe(false);
  },
);
