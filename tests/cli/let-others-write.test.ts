import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const ROUNDS = 40;

/** Writes in transactions of 50 ms, one after the other, as an import of many years does. */
const writer = (file: string, letOthersWrite: string) => `
  import BetterSqlite3 from 'better-sqlite3';
  import { letOthersWrite } from ${JSON.stringify(letOthersWrite)};
  const db = new BetterSqlite3(${JSON.stringify(file)});
  for (let round = 0; round < ${ROUNDS}; round++) {
    db.transaction(() => {
      db.prepare('INSERT INTO t VALUES (1)').run();
      for (const until = performance.now() + 50; performance.now() < until; );
    }).immediate();
    if (round === 0) console.log('writes');
    await letOthersWrite();
  }`;

test('the service writes meanwhile, between two batches', async () => {
  const file = join(tempFolder('write'), 'x.db');
  const db = new BetterSqlite3(file, { timeout: 20_000 });
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE t (x)');
  const source = writer(file, join(process.cwd(), 'src/cli/let-others-write.ts'));
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  let written = 0;
  while (child.exitCode === null) {
    db.prepare('INSERT INTO t VALUES (2)').run();
    written += 1;
    await setTimeout(1);
  }
  expect(await ended).toEqual([0, null]);
  db.close();
  expect(written).toBeGreaterThan(ROUNDS / 4);
});
