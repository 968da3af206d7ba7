import { expect, test } from 'vitest';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

test('whoever decides is found at once, however many residents wait before them, were put off or are held until the morning', async () => {
  const db = await open();
  const asked: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = (source: string) => {
    if (source.includes('@wallNow')) asked.push(source);
    return prepare(source);
  };
  createSqliteJournal(db);
  const plans = asked.map((source) => {
    const at = { lane: 'contacts', together: 0, wallNow: 0, tooLate: 0, now: 0, limit: 1 };
    const [first] = prepare<[typeof at], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`).all(at);
    return first?.detail;
  });
  expect(plans).toEqual([
    'SEARCH outbox USING INDEX outbox_fresh (lane=?)',
    'SEARCH outbox USING INDEX outbox_tried (lane=?)',
  ]);
});
