import { describe, expect, test } from 'vitest';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { createSqliteLogBook } from '../../../src/store/sqlite/log-book.ts';
import { createSqlitePolicyStore } from '../../../src/store/sqlite/policies.ts';
import { createSqliteRecordBook } from '../../../src/store/sqlite/record.ts';
import { commitOf, entryOf } from '../../support/commits.ts';
import { policyOf } from '../../support/decisions.ts';
import { logEntryOf } from '../../support/log-entries.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

describe('what may never be edited', () => {
  test.each([
    ['record', "UPDATE record SET action = 'nothing.happened'"],
    ['record', 'DELETE FROM record'],
    ['record', "REPLACE INTO record (id, at, action, detail) VALUES (1, 0, 'nothing.happened', '{}')"],
    ['alert_event', "UPDATE alert_event SET event = '{}'"],
    ['alert_event', 'DELETE FROM alert_event'],
    ['alert_event', "REPLACE INTO alert_event (id, commune, at, event) VALUES ('coursan:1', 'coursan', 0, '{}')"],
    ['policy', "UPDATE policy SET rules = '[]'"],
    ['policy', 'DELETE FROM policy'],
    ['policy', "REPLACE INTO policy (version, author, reason, created_at, rules) VALUES (1, 'x', 'x', 0, '[]')"],
    ['log_entry', "UPDATE log_entry SET text = 'nothing happened'"],
    ['log_entry', 'DELETE FROM log_entry'],
    [
      'log_entry',
      "REPLACE INTO log_entry (id, commune, at, received_at, person, kind, text) VALUES (1, 'x', 0, 0, 'x', 'decision', 'x')",
    ],
  ])('%s: %s is refused', async (table, statement) => {
    const db = await open();
    createSqliteJournal(db).commit(commitOf(1));
    const { version: _, ...first } = policyOf();
    createSqlitePolicyStore(db).append(first, entryOf('policy.changed'));
    createSqliteLogBook(db).append(logEntryOf('The quay is closed.'));
    const rows = () => db.prepare(`SELECT * FROM ${table}`).all();
    const before = rows();
    expect(before.length).toBeGreaterThan(0);
    expect(() => db.prepare(statement).run()).toThrow(/append only/);
    expect(rows()).toEqual(before);
  });
});

describe('the record', () => {
  test('is read newest first, for one commune or all', async () => {
    const record = createSqliteRecordBook(await open());
    record.append({ ...entryOf('alert.acknowledged'), commune: 'coursan' });
    record.append({
      ...entryOf('account.added'),
      commune: null,
      actor: { service: true },
      detail: { why: ['é', 1, null] },
    });
    expect(record.recent(null, 10)).toEqual([
      { ...entryOf('account.added'), id: 2, commune: null, actor: { service: true }, detail: { why: ['é', 1, null] } },
      { ...entryOf('alert.acknowledged'), id: 1, commune: 'coursan' },
    ]);
    expect(record.recent('coursan', 10).map((each) => each.id)).toEqual([1]);
    expect(record.recent(null, 1).map((each) => each.id)).toEqual([2]);
  });

  test('gives as many as asked for of what was done in no commune, and takes more entries at once', async () => {
    const record = createSqliteRecordBook(await open());
    const append = (commune: string | null, action: string) => record.append({ ...entryOf(action), commune });
    for (const commune of ['coursan', null]) for (const action of ['asked', 'asked', 'other']) append(commune, action);
    const ids = (limit: number) =>
      record.recentOfNone(limit, ({ action }) => action === 'asked').map((each) => each.id);
    expect([ids(9), ids(1), ids(0)]).toEqual([[5, 4], [5], []]);
    append(null, 'asked');
    expect(ids(1)).toEqual([7]);
  });
});
