import { expect, test } from 'vitest';
import { settleTogether } from '../../../src/notification/io/settle-together.ts';
import { createSqliteOutbox } from '../../../src/store/sqlite/outbox.ts';
import { rowOf } from '../../support/commits.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const openDatabase = testDatabases();
const sent = { status: 'sent', attempts: 1, sentAt: 1, providerId: null } as const;

async function settling() {
  const db = await openDatabase();
  const outbox = createSqliteOutbox(db);
  const ids = ['coursan:1', 'coursan:2', 'coursan:3'].map((event) => {
    const row = rowOf(event);
    outbox.enqueue(row);
    return row.id;
  });
  const commits: number[] = [];
  const put: string[] = [];
  const settle = settleTogether(
    (id, delivery) => {
      put.push(id);
      outbox.settle(id, delivery);
    },
    (work) => {
      db.transaction(work)();
      commits.push(outbox.outboxCounts().sent);
    },
  );
  return { db, outbox, ids, commits, put, settle };
}

test('what ends in one turn of the event loop is on record in one commit, what ends after it in the next; each once', async () => {
  const { ids, commits, put, settle, outbox } = await settling();
  await Promise.all(ids.slice(0, 2).map((id) => settle(id, sent)));
  expect(outbox.outboxCounts()).toEqual({ pending: 1, sent: 2, dropped: 0 });
  await settle(ids[2]!, sent);
  expect(commits).toEqual([2, 3]);
  expect(put).toEqual(ids);
});

test('where it cannot be put on record all of them hear of it, and it can be tried again', async () => {
  const { db, ids, settle, outbox } = await settling();
  db.pragma('query_only = ON');
  const tried = await Promise.allSettled(ids.map((id) => settle(id, sent)));
  expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  db.pragma('query_only = OFF');
  expect(outbox.outboxCounts().sent).toBe(0);
  await Promise.all(ids.map((id) => settle(id, sent)));
  expect(outbox.outboxCounts().sent).toBe(3);
});
