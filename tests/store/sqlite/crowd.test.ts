import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { AlertEvent } from '../../../src/alert/alert.ts';
import type { Database } from '../../../src/store/sqlite/database.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { commitOf, eventOf, rowOf } from '../../support/commits.ts';
import { openTestDatabase, testDatabases } from '../../support/open-test-database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const open = testDatabases();
const folder = tempFolder('crowd');

/** A database that says what it is asked to do. */
async function overheard(): Promise<{ db: Database; said: string[] }> {
  const file = join(folder, 'amont.db');
  (await openTestDatabase(file)).close();
  const said: string[] = [];
  const db = new BetterSqlite3(file, { verbose: (statement) => void said.push(String(statement)) });
  onTestFinished(() => void db.close());
  return { db, said };
}

test('what is written within a transaction is part of it: in a savepoint each message of a town would take longer than the one before', async () => {
  const { db, said } = await overheard();
  const journal = createSqliteJournal(db);
  db.transaction(() => {
    journal.commit(commitOf(1));
    journal.commit(commitOf(2));
  }).immediate();
  expect(said.filter((each) => each.includes('INSERT INTO outbox (')).length).toBe(4);
  expect(said.filter((each) => each.includes('SAVEPOINT'))).toEqual([]);
  expect(said.filter((each) => each.startsWith('COMMIT'))).toHaveLength(1);

  const twice = () => {
    journal.commit(commitOf(3));
    journal.commit(commitOf(2));
  };
  expect(() => db.transaction(twice).immediate()).toThrow(/UNIQUE.*alert_event/);
  expect([journal.state('coursan')?.events, journal.event('coursan:3')]).toEqual([2, null]);
  expect(journal.outboxCounts()).toEqual({ pending: 4, sent: 0, dropped: 0 });
});

/**
 * SQLite plans a statement anew each time it is given another value for what an index of some rows alone is chosen by: of ten thousand
 * messages that were two seconds. A sign before the column keeps it from that.
 */
test('no statement of the outbox is planned anew for each message', async () => {
  const db = await open();
  const asked: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = (source: string) => {
    asked.push(source);
    return prepare(source);
  };
  createSqliteJournal(db);
  const indexes = prepare<[], string>(
    "SELECT sql FROM sqlite_master WHERE tbl_name = 'outbox' AND sql LIKE '%INDEX% WHERE %'",
  );
  const chosenBy = (sql: string) =>
    [...sql.split(' WHERE ')[1]!.matchAll(/(\w+) (?:=|IN|>)/g)].map(([, column]) => column!);
  const columns = new Set(indexes.pluck().all().flatMap(chosenBy));
  expect([...columns].toSorted()).toEqual(['attempts', 'recipient_kind', 'status']);
  const planned = asked.flatMap((sql) => {
    const [, ...where] = sql.split(/\bWHERE\b/);
    return [...where.join(' ').matchAll(/(?<![+.\w])(\w+) = @/g)].flatMap(([, column]) =>
      columns.has(column!) ? [sql] : [],
    );
  });
  expect(planned).toEqual([]);
});

test('where the level moves before all residents are told, those who have heard nothing are told next, and nobody of what no longer holds', async () => {
  const journal = createSqliteJournal(await open());
  const [ada, ben, eve, kim, lou] = ['ada', 'ben', 'eve', 'kim', 'lou'].map(
    (id) => ({ kind: 'subscription', id }) as const,
  );
  const residents = [ada!, ben!, eve!, kim!, lou!];
  const tell = (number: number, subscribed = residents): void => {
    const told = subscribed.map((each) => ({ ...rowOf(`coursan:${number}`, each), about: 'level' as const }));
    journal.commit(commitOf(number, { outbox: [rowOf(`coursan:${number}`), ...told] }));
  };
  const next = () =>
    journal.due('residents', 0, 0, 9).map(({ id }) => id.replace(/coursan:|subscription.|.email/g, ''));
  const take = (status: 'sent' | 'pending' = 'sent'): void => {
    const [row] = journal.due('residents', 0, 0, 1);
    const again = { status: 'pending', attempts: 1, nextAttemptAt: 9e9, lastError: '451 later' } as const;
    journal.settle(row!.id, status === 'pending' ? again : { status, attempts: 1, sentAt: 1, providerId: null });
  };
  tell(1);
  expect(next()).toEqual(['1/ada', '1/ben', '1/eve', '1/kim', '1/lou']);
  take();
  take();
  tell(2);
  expect(next()).toEqual(['2/eve', '2/kim', '2/lou', '2/ada', '2/ben']);
  take();
  // Who was tried and put off has no place any more.
  take('pending');
  tell(3);
  expect(next()).toEqual(['3/lou', '3/ada', '3/ben', '3/eve', '3/kim']);
  take();
  take();
  tell(4);
  expect(next()).toEqual(['4/ben', '4/eve', '4/kim', '4/ada', '4/lou']);
  // Those who decide stand before all of them, as they did.
  const kinds = journal.deliveries('coursan', 6).map(({ recipient }) => recipient.kind);
  expect(kinds).toEqual([...Array<string>(5).fill('subscription'), 'contact']);
});

test.each([
  { what: 'an end', change: { kind: 'closed', level: 'normal' } },
  {
    what: 'a mistake put right',
    change: {
      kind: 'corrected',
      reason: { because: 'told-by-mistake', person: 'anne', released: 'danger', told: 'act' },
    },
  },
] as const)('of $what those who were told do not wait for those who were not', async ({ change }) => {
  const journal = createSqliteJournal(await open());
  const residents = ['ada', 'ben', 'eve'].map((id) => ({ kind: 'subscription', id }) as const);
  const tell = (number: number, event: Partial<AlertEvent>): void => {
    const outbox = residents.map((each) => ({ ...rowOf(`coursan:${number}`, each), about: 'level' as const }));
    journal.commit(commitOf(number, { events: [eventOf(number, { audience: 'public', ...event })], outbox }));
  };
  const next = () => journal.due('residents', 0, 0, 9).map(({ recipient }) => recipient.id);
  tell(1, { kind: 'released' });
  journal.settle(journal.due('residents', 0, 0, 1)[0]!.id, {
    status: 'sent',
    attempts: 1,
    sentAt: 1,
    providerId: null,
  });
  tell(2, { kind: 'released' });
  expect(next()).toEqual(['ben', 'eve', 'ada']);
  tell(3, change);
  expect(next()).toEqual(['ada', 'ben', 'eve']);
});
