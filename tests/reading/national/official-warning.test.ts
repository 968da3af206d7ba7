import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import {
  isSeenLately,
  nextSpell,
  type OfficialSpell,
  type OfficialWord,
  standingAsOf,
} from '../../../src/reading/national/official-warning.ts';
import { aude, spellOf } from '../../support/official.ts';

const T0 = Date.parse('2026-11-27T13:00:00Z');
const at = (minutes: number) => T0 + minutes * MINUTE_MS;
const word = (level: OfficialWord['level'], statedAt: number | null = null): OfficialWord => ({
  level,
  name: 'Aude aval',
  statedAt,
});
const seen = (...words: [minutes: number, word: OfficialWord][]) =>
  words.reduce<OfficialSpell[]>((spells, [minutes, each]) => {
    const before = spells.at(-1) ?? null;
    const next = nextSpell(before, aude, each, at(minutes));
    return next.firstSeenAt === before?.firstSeenAt ? [...spells.slice(0, -1), next] : [...spells, next];
  }, []);

test('the first level has no beginning: it stood before we looked', () => {
  expect(seen([0, word('orange', at(-300))])).toEqual([
    {
      ...aude,
      name: 'Aude aval',
      level: 'orange',
      since: null,
      statedAt: at(-300),
      firstSeenAt: at(0),
      lastSeenAt: at(0),
    },
  ]);
});

test('the same level goes on, with the newest map that says so', () => {
  expect(seen([0, word('green', at(-60))], [10, word('green', at(-60))], [20, word('green', at(15))])).toMatchObject([
    { firstSeenAt: at(0), lastSeenAt: at(20), statedAt: at(15), since: null },
  ]);
});

test('another level begins when the service says so, where we had not looked meanwhile', () => {
  const before = [0, word('green', at(-60))] as [number, OfficialWord];
  expect(seen(before, [10, word('orange', at(5))]).at(-1)).toMatchObject({ level: 'orange', since: at(5) });
  // A map from before we last looked, and a service without a clock: then we only know when we saw it.
  expect(seen(before, [10, word('orange', at(-60))]).at(-1)).toMatchObject({ since: at(10) });
  expect(seen(before, [10, word('orange')]).at(-1)).toMatchObject({ since: at(10) });
  // Nor by a clock of the service that is ahead of ours: no page says "since" of a time that has yet to come.
  expect(seen(before, [10, word('orange', at(25))]).at(-1)).toMatchObject({ since: at(10) });
});

test('a place is called as the service called it last', () => {
  const names = ['Aude', null, 'Aude aval'].map((name, index): [number, OfficialWord] => [
    10 * index,
    { ...word('green'), name },
  ]);
  expect([1, 2, 3].map((count) => seen(...names.slice(0, count)).at(-1)!.name)).toEqual(['Aude', 'Aude', 'Aude aval']);
});

test('a silence of more than half an hour is a gap between two spells, and the level still began before it', () => {
  const orange = [word('green'), word('orange')] as const;
  const spells = seen([0, orange[0]], [10, orange[1]], [40, orange[1]], [71, orange[1]]);
  expect(spells.map(({ firstSeenAt, lastSeenAt, since }) => [firstSeenAt, lastSeenAt, since])).toEqual([
    [at(0), at(0), null],
    [at(10), at(40), at(10)],
    [at(71), at(71), at(10)],
  ]);
  expect([isSeenLately(spells[1]!, at(70)), isSeenLately(spells[1]!, at(71))]).toEqual([true, false]);
});

test('after a day of silence nobody knows since when it is so', () => {
  for (const level of ['orange', 'red'] as const) {
    const [, , last] = seen([0, word('green')], [10, word('orange')], [DAY_MS / MINUTE_MS + 11, word(level)]);
    expect(last).toMatchObject({ level, since: null });
  }
});

test('what was seen by a clock that was ahead is not of now, and says nothing of since when', () => {
  const [ahead] = seen([DAY_MS / MINUTE_MS, word('green')]);
  expect(isSeenLately(ahead!, at(0))).toBe(false);
  expect(nextSpell(ahead!, aude, word('green'), at(0))).toMatchObject({
    since: null,
    firstSeenAt: at(0),
    lastSeenAt: at(0),
  });
  expect(nextSpell({ ...ahead!, lastSeenAt: at(0) + HOUR_MS }, aude, word('red'), at(0)).since).toBeNull();
});

test('a clock that is put right by a second ends no spell, and takes nothing back of what was seen', () => {
  const [first] = seen([0, word('green')]);
  expect(nextSpell(first!, aude, word('green'), at(0) - 1000)).toEqual(first);
});

const stood = spellOf(T0, { statedAt: at(-1), lastSeenAt: at(180) });

test.each([
  [
    'while it was seen',
    60,
    stood,
    { isCurrent: true, spell: { level: 'orange', lastSeenAt: at(60), statedAt: at(-1) } },
  ],
  [
    'of which a newer map said the same',
    60,
    { ...stood, statedAt: at(1) },
    { isCurrent: true, spell: { statedAt: null } },
  ],
  ['that was seen shortly before', 210, stood, { isCurrent: true, spell: stood }],
  ['that had not been seen for longer', 211, stood, { isCurrent: false, spell: stood }],
  ['that had never been seen', 0, null, { isCurrent: false, spell: null }],
])('what was known at a past moment of a place %s', (_, minutes, last, expected) => {
  expect(standingAsOf(aude, last, at(minutes))).toMatchObject({ ...aude, ...expected });
});
