import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealCommand } from '../../src/cli/seal.ts';
import { createSqliteRecordBook } from '../../src/store/sqlite/record.ts';
import { entryOf } from '../support/commits.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { projectRoot } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('seal');
const config = join(folder, 'config');
mkdirSync(config, { recursive: true });
cpSync(join(projectRoot, 'config'), config, { recursive: true });

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await sealCommand([...args, '--config', config], (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

test('a seal fits until what it stands for is changed behind the service', async () => {
  expect(await run()).toMatchObject({ code: 1, said: expect.stringContaining('nothing is on record') });
  const file = join(folder, 'data', 'amont.db');
  const db = await openTestDatabase(file);
  createSqliteRecordBook(db).append(entryOf('alert.acknowledged'));
  const { said: seal } = await run();
  expect(await run('--check', seal)).toMatchObject({ code: 0, said: expect.stringContaining('Intact') });
  db.exec("DROP TRIGGER record_no_update; UPDATE record SET person = 'somebody-else'");
  db.close();
  expect(await run('--check', seal)).toMatchObject({
    code: 1,
    said: expect.stringContaining(`CHANGED: what is on record in ${file}`),
  });
  expect((await run('--check', 'nonsense')).code).toBe(2);
});
