import { expect, test } from 'vitest';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

/** How what is due of all lanes is found, of sights last. */
async function plans(): Promise<string[][]> {
  const db = await open();
  const asked: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = (source: string) => {
    if (source.includes('@wallNow')) asked.push(source);
    return prepare(source);
  };
  createSqliteJournal(db);
  const at = { lane: 'contacts', wallNow: 0, tooLate: 0, now: 0, limit: 1 };
  return asked.map((source) =>
    prepare<[typeof at], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`)
      .all(at)
      .map(({ detail }) => detail),
  );
}

test('whoever decides is found at once, however many residents wait before them, were put off or are held until the morning', async () => {
  expect((await plans()).map(([first]) => first)).toEqual([
    'SEARCH outbox USING INDEX outbox_fresh (lane=?)',
    'SEARCH outbox USING INDEX outbox_tried (lane=?)',
    'SEARCH outbox USING INDEX outbox_fresh (lane=?)',
    'SEARCH outbox USING INDEX outbox_tried (lane=?)',
  ]);
});

test('what is told of hundreds of gauges is found without reading for each what waits for the same person', async () => {
  const ofSights = (await plans()).slice(2);
  expect(ofSights.map((steps) => steps.includes('LIST SUBQUERY 1'))).toEqual([true, true]);
  expect(ofSights.flat().filter((each) => each.includes('CORRELATED'))).toEqual([]);
});

test('what must go before a message is found without reading what the same person waits for of three hundred other communes', async () => {
  const found = (await plans()).slice(0, 2).map((steps) => steps.find((each) => each.includes('outbox_waiting')));
  const byCommune = expect.stringContaining('(recipient_id=? AND channel=? AND commune=? AND number<?)');
  expect(found).toEqual([byCommune, byCommune]);
});
