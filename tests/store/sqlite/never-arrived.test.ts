import { expect, test } from 'vitest';
import { createSqliteStores } from '../../../src/store/sqlite/stores.ts';
import { rowOf } from '../../support/commits.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

test('what never arrived is found behind thousands that others missed, and the service goes on while it is looked for', async () => {
  const db = await open();
  const { journal } = createSqliteStores(db);
  const own = rowOf('coursan:1');
  journal.enqueue(own);
  journal.settle(own.id, { status: 'dropped', attempts: 1, reason: '550 unknown' });
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
    INSERT INTO outbox (id, event, commune, recipient_kind, recipient_id, channel, language, subject, text, created_at, about, status, drop_reason)
    SELECT 'trebes:' || i || '/contact/paul/email', 'trebes:' || i, 'trebes', 'contact', 'paul', 'email', 'fr', 'ALERTE', '', i, 'level', 'dropped', '550 unknown' FROM n`);
  let turns = 0;
  const looked = { isOver: false };
  const count = () => {
    turns += 1;
    if (!looked.isOver) setImmediate(count);
  };
  setImmediate(count);
  const found = await journal.neverArrived(['coursan'], 200);
  looked.isOver = true;
  expect(found.map(({ id }) => id)).toEqual([own.id]);
  expect(turns).toBeGreaterThan(1);
  expect(await journal.neverArrived(['trebes'], 200)).toHaveLength(200);
});

test('addresses that strangers made up are one line a way, and bury none of those who decide', async () => {
  const { journal } = createSqliteStores(await open());
  const drop = (row: ReturnType<typeof rowOf>) => {
    journal.enqueue(row);
    journal.settle(row.id, { status: 'dropped', attempts: 1, reason: '550 unknown' });
  };
  const mayor = rowOf('coursan:1');
  drop(mayor);
  for (const id of ['a', 'b', 'c'])
    drop({ ...rowOf(`confirm:${id}`, { kind: 'unconfirmed', id }), about: 'subscription' });
  const found = await journal.neverArrived(['coursan'], 2);
  expect(found.map(({ id, count }) => [id, count])).toEqual([
    ['confirm:c/unconfirmed/c/email', 3],
    [mayor.id, 1],
  ]);
});
