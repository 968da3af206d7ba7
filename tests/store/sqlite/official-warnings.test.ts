import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { createSqliteOfficialStore } from '../../../src/store/sqlite/official-warnings.ts';
import { aude, spellOf } from '../../support/official.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

test('what the State said is kept: a spell grows, and the newest of each place is known after a restart', async () => {
  const db = await open();
  const store = createSqliteOfficialStore(db);
  const other = spellOf(5, { place: 'AU5', since: null, statedAt: null, name: null });
  store.put(spellOf(1, { level: 'green' }));
  store.put(other);
  store.put(spellOf(3));
  store.put(spellOf(3, { lastSeenAt: HOUR_MS, statedAt: 7 }));
  expect(createSqliteOfficialStore(db).newest()).toEqual([spellOf(3, { lastSeenAt: HOUR_MS, statedAt: 7 }), other]);
  expect(store.between(aude, 0, 2 * HOUR_MS).map(({ level }) => level)).toEqual(['green', 'orange']);
  expect(store.between(aude, 2, 2)).toEqual([]);
  expect(store.between(aude, 2, 3)).toHaveLength(1);
});

test.each([
  "UPDATE official_warning SET level = 'green'",
  'UPDATE official_warning SET since = 0',
  'UPDATE official_warning SET first_seen_at = 0',
  'UPDATE official_warning SET last_seen_at = 4',
  'DELETE FROM official_warning',
  `REPLACE INTO official_warning (service, place, level, first_seen_at, last_seen_at) VALUES ('vigicrues', 'AU4', 'green', 3, 9)`,
])('it cannot be made another afterwards: %s', async (statement) => {
  const db = await open();
  const store = createSqliteOfficialStore(db);
  store.put(spellOf(3, { lastSeenAt: 9 }));
  expect(() => db.prepare(statement).run()).toThrow(/cannot be (changed|removed)/);
  expect(store.newest()).toEqual([spellOf(3, { lastSeenAt: 9 })]);
});
