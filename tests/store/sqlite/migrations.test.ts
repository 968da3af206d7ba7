import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { pathsAndExplanations } from '../../../src/store/sqlite/migrations/009-paths-and-explanations.ts';

test('forecasts from before explanations were kept say that they have none', async () => {
  const db = new BetterSqlite3(':memory:');
  db.exec('CREATE TABLE forecast (station TEXT, issued_at INTEGER, summary TEXT)');
  const before = { station: 'bridge', stageM: 1, contributions: [{ source: 'up', riseM: 0.3 }] };
  db.prepare('INSERT INTO forecast VALUES (?, ?, ?)').run('bridge', 1, JSON.stringify(before));
  await pathsAndExplanations.up(new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) }));
  const summary = db.prepare<[], string>('SELECT summary FROM forecast').pluck().get()!;
  expect(JSON.parse(summary)).toEqual({ ...before, curves: [], explanation: null });
  db.close();
});
