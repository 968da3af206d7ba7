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

test('which places communes have had is known after a restart too, from the day on that they had them', async () => {
  const db = await open();
  const store = createSqliteOfficialStore(db);
  const other = { service: 'environment-agency', place: '034WAF428' } as const;
  const both = [
    { commune: 'coursan', ...aude },
    { commune: 'coursan', ...other },
    { commune: 'trebes', ...aude },
  ];
  store.keepPlaces(both, 10);
  store.keepPlaces(both, 20);
  store.keepPlaces(both.slice(2), 30);
  store.keepPlaces(both.slice(1), 40);
  const again = createSqliteOfficialStore(db);
  const had = (from: number, to: number) => again.placesOf('coursan', from, to).map(({ place }) => place);
  expect([had(0, 9), had(0, 10), had(15, 15)]).toEqual([[], ['034WAF428', 'AU4'], ['034WAF428', 'AU4']]);
  expect([had(30, 30), had(31, 39), had(31, 40), had(50, 60)]).toEqual([
    ['034WAF428', 'AU4'],
    [],
    ['034WAF428'],
    ['034WAF428'],
  ]);
  expect(again.placesOf('trebes', 50, 60)).toEqual([aude]);
});

test('a place that is gone by a clock that was put back was had for a moment', async () => {
  const store = createSqliteOfficialStore(await open());
  store.keepPlaces([{ commune: 'coursan', ...aude }], 100);
  store.keepPlaces([], 50);
  expect([store.placesOf('coursan', 100, 100), store.placesOf('coursan', 101, 200)]).toEqual([[aude], []]);
});

test('what had been said by a moment is known by what had begun by then', async () => {
  const store = createSqliteOfficialStore(await open());
  const [green, orange] = [spellOf(10, { level: 'green', lastSeenAt: 15 }), spellOf(20, { lastSeenAt: 90 })];
  store.put(green);
  store.put(orange);
  expect([9, 10, 19, 20, 99].map((at) => store.lastBy(aude, at))).toEqual([null, green, green, orange, orange]);
  expect(store.lastBy({ ...aude, place: 'AU5' }, 99)).toBeNull();
});

test.each([
  'UPDATE official_place SET removed_at = 9',
  'UPDATE official_place SET set_at = 0',
  "UPDATE official_place SET commune = 'trebes'",
  'DELETE FROM official_place',
])('which places a commune had cannot be made other ones afterwards: %s', async (statement) => {
  const db = await open();
  const store = createSqliteOfficialStore(db);
  store.keepPlaces([{ commune: 'coursan', ...aude }], 3);
  store.keepPlaces([], 5);
  expect(() => db.prepare(statement).run()).toThrow(/cannot be (changed|removed)/);
  expect(store.placesOf('coursan', 5, 9)).toEqual([aude]);
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
