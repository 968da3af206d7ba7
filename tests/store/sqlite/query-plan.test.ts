import { expect, test } from 'vitest';
import { createForgetForecasts, createThinForecasts } from '../../../src/store/sqlite/forget-forecasts.ts';
import { createForgetPaths } from '../../../src/store/sqlite/forget-paths.ts';
import { createSpool } from '../../../src/store/sqlite/spool.ts';
import { createSqliteStores } from '../../../src/store/sqlite/stores.ts';
import { createThinReadings } from '../../../src/store/sqlite/thin-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

test('every query is answered from an index: none reads a whole table that grows, none sorts', async () => {
  const { db, statements, stepsOf } = await listening();
  createSqliteStores(db);
  createSpool(db);
  createThinReadings(db, createNetwork([]));
  createForgetForecasts(db);
  createThinForecasts(db);
  createForgetPaths(db);
  const plans = statements.map((source) => ({ source, steps: stepsOf(source) }));
  expect(plans.length).toBeGreaterThan(30);
  // First or last by row number is a bounded walk; these tables, and the exclusions in force, stay small.
  const small =
    /FROM (account|outbox_count|rejection_count|series|spool_target|subscription|thinned)\b|count\(\*\) FROM spool|exclusion WHERE reversal IS NULL/;
  const slow = plans.filter(
    ({ source, steps }) =>
      !small.test(source) &&
      !/ORDER BY (id|version|spool\.number)( DESC)? LIMIT/.test(source) &&
      steps.some((step) => /TEMP B-TREE|^SCAN (?!CONSTANT|\d)/.test(step)),
  );
  expect(slow).toEqual([]);
});

test('messages that never arrived are found without reading all that ever gave way to newer ones', async () => {
  const { db, statements, stepsOf } = await listening();
  createSqliteStores(db);
  const asked = statements.filter((source) =>
    /recipient_kind IN \('contact', 'webhook'\).*created_at >= \?/s.test(source),
  );
  expect(new Set(asked.flatMap(stepsOf))).toEqual(
    new Set([
      'SEARCH outbox USING INDEX outbox_undeliverable (created_at>?)',
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH exercise_event USING COVERING INDEX sqlite_autoindex_exercise_event_1 (id=?)',
      'CORRELATED SCALAR SUBQUERY 2',
      'SEARCH later USING COVERING INDEX outbox_reached (commune=? AND recipient_id=? AND channel=? AND number>?)',
    ]),
  );
});

test('what a machine took is passed over by the index alone, and not row by row with its text', async () => {
  const { db, statements, stepsOf } = await listening();
  createSqliteStores(db);
  const [asked] = statements.filter((source) => /SELECT created_at AS since/.test(source));
  expect(stepsOf(asked!)).toContain('SEARCH outbox USING COVERING INDEX outbox_of_machine (recipient_id=?)');
});

test('the last message that was taken is looked for among what is newer than all that was put off, not among all ever sent', async () => {
  const { db, statements, stepsOf } = await listening();
  createSqliteStores(db);
  const [asked] = statements.filter((source) => /count\(\*\) FROM outbox INDEXED BY outbox_tried/.test(source));
  expect(stepsOf(asked!)).toContain('SEARCH outbox USING INDEX outbox_status (status=? AND rowid>?)');
});

test('of refused messages that are passed over the topic is read, and not two thousand letters of what was sent', async () => {
  const { db, statements } = await listening();
  createSqliteStores(db);
  const walks = statements.filter((source) => /FROM rejection WHERE id < /.test(source));
  expect(walks.length).toBe(1);
  expect(walks[0]).not.toContain('payload');
});

test('when something was last done, or done in no commune, is found by its name, what was done in a commune by both', async () => {
  const { db, statements, stepsOf } = await listening();
  createSqliteStores(db);
  const [last] = statements.filter((source) => /SELECT at FROM record/.test(source));
  expect(stepsOf(last!)).toEqual(['SEARCH record USING INDEX record_action (action=?)']);
  const [own] = statements.filter((source) => /FROM record.*\s+WHERE action = \? AND id IN/.test(source));
  expect(stepsOf(own!)).toEqual([
    'SEARCH record USING INDEX record_action (action=? AND id=?)',
    'LIST SUBQUERY 1',
    'SEARCH record USING COVERING INDEX record_commune (commune=?)',
  ]);
  const [ofNone] = statements.filter((source) => /FROM record.*commune IS NULL AND action = \?/.test(source));
  expect(stepsOf(ofNone!)).toEqual(['SEARCH record USING INDEX record_action (action=?)']);
});

test('what was done in no commune is read newest first, and as far as is asked for', async () => {
  const { db, statements, stepsOf } = await listening();
  createSqliteStores(db);
  const [ofNone] = statements.filter((source) => /FROM record WHERE commune IS NULL AND id < \? ORDER BY/.test(source));
  expect(stepsOf(ofNone!)).toEqual(['SEARCH record USING INDEX record_commune (commune=? AND id<?)']);
  const [of] = statements.filter((source) => /FROM record WHERE commune = \? AND id < \?/.test(source));
  expect(stepsOf(of!)).toEqual(['SEARCH record USING INDEX record_commune (commune=? AND id<?)']);
});

/** A database that writes down each statement that is prepared, and says how it would carry it out. */
async function listening() {
  const db = await open();
  const statements: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = (source: string) => {
    statements.push(source);
    return prepare(source);
  };
  const stepsOf = (source: string) => explain(prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`));
  return { db, statements, stepsOf };
}

function explain(statement: { all(...params: unknown[]): { detail: string }[]; source: string }): string[] {
  const named = [...statement.source.matchAll(/@(\w+)/g)].map((match) => match[1]!);
  const params = named.length > 0 ? [Object.fromEntries(named.map((name) => [name, 0]))] : [];
  const unnamed = Array.from({ length: statement.source.split('?').length - 1 }, () => 0);
  return statement.all(...params, ...unnamed).map((step) => step.detail);
}
