import { cpSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { user } from '../../src/cli/user.ts';
import { databaseIn } from '../../src/store/sqlite/database.ts';
import { holdFolder } from '../../src/store/sqlite/hold-folder.ts';
import { projectRoot } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('beside-older');

test('a command of a newer version leaves the database alone while a service of an older one runs on it, and not after', async () => {
  const config = join(folder, 'config');
  const data = join(folder, 'data');
  cpSync(join(projectRoot, 'config'), config, { recursive: true });
  const list = async () => {
    const lines: string[] = [];
    const code = await user(['list', '--config', config], (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  await list();
  const db = new BetterSqlite3(databaseIn(data));
  const seen = () => db.prepare('SELECT name FROM kysely_migration ORDER BY name').pluck().all();
  const all = seen();
  // As a version left it that did not know the last one.
  db.exec('ALTER TABLE account DROP COLUMN second_factor');
  db.prepare('DELETE FROM kysely_migration WHERE name = ?').run(all.at(-1));

  const held = holdFolder(data);
  if (!held.ok) throw new Error(held.error);
  expect(await list()).toEqual({
    code: 1,
    said: expect.stringMatching(/amont\.db is of an older version of Amont, .*stop it first/),
  });
  expect(seen()).toEqual(all.slice(0, -1));

  held.value.close();
  expect(await list()).toMatchObject({ code: 0 });
  expect(seen()).toEqual(all);
  db.close();
});
