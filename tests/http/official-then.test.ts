import { expect, test } from 'vitest';
import { officialLines } from '../../src/http/pages/afterwards/official-report.ts';
import { speeches } from '../../src/http/speech.ts';
import { officialAsOf, officialCourses } from '../../src/http/views/afterwards/official-then.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { memoryStores } from '../support/memory-database.ts';
import { coursan } from '../support/notices.ts';
import { aude, spellOf } from '../support/official.ts';

const FROM = Date.parse('2020-01-22T12:00:00Z');
const TO = FROM + 12 * HOUR_MS;
const at = (minutes: number) => FROM + minutes * MINUTE_MS;
const town = { ...coursan, officialWarnings: [aude] };

function seen(...spells: readonly [fromMin: number, toMin: number][]) {
  const { officialStore } = memoryStores();
  for (const [from, to] of spells) officialStore.put(spellOf(at(from), { lastSeenAt: at(to) }));
  return { officialStore };
}

const gapsOf = (kept: ReturnType<typeof seen>) =>
  officialCourses(kept, town, FROM, TO).map(({ gaps }) => gaps.map(({ from, to }) => [from, to]));

test('it was not seen where nothing was read for more than half an hour: before, between and after', () => {
  expect(gapsOf(seen())).toEqual([[[FROM, TO]]]);
  expect(gapsOf(seen([-60, 720]))).toEqual([[]]);
  expect(gapsOf(seen([30, 60], [90, 690]))).toEqual([[]]);
  expect(gapsOf(seen([31, 60], [91, 689]))).toEqual([
    [
      [FROM, at(31)],
      [at(60), at(91)],
      [at(689), TO],
    ],
  ]);
});

test('each place stands there once, whether the town has it, had it or both', () => {
  const kept = seen([0, 60]);
  const places = (communeOf: typeof town) =>
    officialCourses(kept, communeOf, FROM, TO).map(({ place, spells, isUnread }) => [place, spells.length, isUnread]);
  expect(places({ ...town, officialWarnings: [] })).toEqual([]);
  kept.officialStore.keepPlaces([{ ...aude, commune: 'coursan' }], FROM);
  expect(places(town)).toEqual([['AU4', 1, false]]);
  expect(places({ ...town, officialWarnings: [] })).toEqual([['AU4', 1, false]]);
  expect(places({ ...town, id: 'trebes', officialWarnings: [{ ...aude, place: 'AU5' }] })).toEqual([['AU5', 0, false]]);
});

test('what cannot be read is no silence', () => {
  const { officialStore } = seen([0, 60]);
  const unread = { officialStore: { ...officialStore, between: () => null, lastBy: () => undefined } };
  expect(officialCourses(unread, town, FROM, TO)).toEqual([{ ...aude, spells: [], gaps: [], isUnread: true }]);
  expect(officialAsOf(unread, town, FROM)).toBeNull();
});

test('as of a past moment counts what had been seen by then, or was set by then', () => {
  const kept = seen([10, 60]);
  const asOf = (minutes: number) =>
    officialAsOf(kept, town, at(minutes))!.map(({ place, spell, isCurrent }) => [place, spell?.lastSeenAt, isCurrent]);
  expect(asOf(9)).toEqual([]);
  expect(asOf(10)).toEqual([['AU4', at(10), true]]);
  expect(asOf(91)).toEqual([['AU4', at(60), false]]);
  kept.officialStore.keepPlaces([{ ...aude, commune: 'coursan' }], FROM);
  expect(asOf(9)).toEqual([['AU4', undefined, false]]);
  // Of those that it had then and has no more, too.
  expect(officialAsOf(kept, { ...town, officialWarnings: [] }, at(10))).toMatchObject([{ place: 'AU4' }]);
});

test('in the report lines stand in the order of time: what began before it at its beginning, in its own words', () => {
  const kept = seen([180, 690]);
  kept.officialStore.put(spellOf(at(-300), { lastSeenAt: at(60), name: 'Aude' }));
  const [course] = officialCourses(kept, town, FROM, TO);
  const lines = officialLines(speeches.en, course!, { commune: coursan, from: FROM });
  expect(lines.map((each) => each.at)).toEqual([FROM, at(60), at(180)]);
  expect(new Set(lines.map(({ who }) => who))).toEqual(new Set(['Vigicrues, river section Aude aval']));
  expect(lines.map(({ what }) => what.replace(/\s/g, ' '))).toEqual([
    'orange, Wed 22, 08:00 → Wed 22, 14:00',
    'not seen here, Wed 22, 14:00 → Wed 22, 16:00',
    'orange, Wed 22, 16:00 → Thu 23, 00:30',
  ]);
});
