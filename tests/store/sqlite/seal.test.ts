import { describe, expect, test } from 'vitest';
import type { Database } from '../../../src/store/sqlite/database.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { createSqliteLogBook } from '../../../src/store/sqlite/log-book.ts';
import { createSqlitePolicyStore } from '../../../src/store/sqlite/policies.ts';
import { createSqliteRecordBook } from '../../../src/store/sqlite/record.ts';
import { checkSeal, sealRecord } from '../../../src/store/sqlite/seal.ts';
import { commitOf, entryOf } from '../../support/commits.ts';
import { policyOf } from '../../support/decisions.ts';
import { logEntryOf } from '../../support/log-entries.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

/** More entries than are read at a time. */
function fill(db: Database): void {
  createSqliteJournal(db).commit(commitOf(1));
  const { version: _, ...first } = policyOf();
  createSqlitePolicyStore(db).append(first, entryOf('policy.changed'));
  createSqliteLogBook(db).append(logEntryOf('The quay is closed.'));
  const record = createSqliteRecordBook(db);
  for (let index = 0; index < 1_100; index += 1) record.append(entryOf('alert.acknowledged'));
}

/** As somebody does who may write the file. */
function forge(db: Database, statement: string): void {
  const triggers = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all();
  for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec(statement);
}

describe('a seal', () => {
  test('stands for what was on record, whatever comes after', async () => {
    const db = await open();
    const empty = await sealRecord(db);
    fill(db);
    const seal = await sealRecord(db);
    createSqliteRecordBook(db).append(entryOf('alert.released'));
    createSqliteLogBook(db).append(logEntryOf('The quay is open again.'));
    for (const each of [empty, seal]) expect(await checkSeal(db, each)).toEqual({ ok: true, value: null });
    expect(await sealRecord(db)).not.toBe(seal);
  });

  test.each([
    ['an entry is edited', "UPDATE record SET person = 'somebody-else' WHERE id = 700", null],
    ['one is removed', 'DELETE FROM record WHERE id = 600', null],
    [
      'two change places',
      'UPDATE record SET id = -1 WHERE id = 1; UPDATE record SET id = 1 WHERE id = 2; UPDATE record SET id = 2 WHERE id = -1',
      null,
    ],
    [
      'one is put before all others',
      "INSERT INTO record (id, at, person, action, detail) VALUES (-5, 1, 'mayor', 'alert.released', '{}')",
      null,
    ],
    ['the end is cut', 'DELETE FROM record WHERE id > 1000', 'record'],
    ['an alert event is edited', "UPDATE alert_event SET event = '{}'", null],
    ['an entry of the log is edited', "UPDATE log_entry SET text = 'The quay was never closed.'", null],
    ['a policy is edited', "UPDATE policy SET author = 'somebody-else'", null],
  ])('does not fit any more where %s', async (_what, statement, shorter) => {
    const db = await open();
    fill(db);
    const seal = await sealRecord(db);
    forge(db, statement);
    expect(await checkSeal(db, seal)).toEqual({ ok: true, value: { shorter } });
  });

  test.each(['', '1.2.3', `${'1.'.repeat(7)}${'g'.repeat(64)}`, `${'-1.'.repeat(7)}${'a'.repeat(64)}`])(
    '%j is none',
    async (text) => {
      expect(await checkSeal(await open(), text)).toEqual({ ok: false, error: 'not-a-seal' });
    },
  );
});
