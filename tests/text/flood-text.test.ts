import { describe, expect, test } from 'vitest';
import { floodsBefore, type KnownFlood } from '../../src/territory/known-flood.ts';
import { en } from '../../src/text/en.ts';
import { asSentence, floodText } from '../../src/text/flood-text.ts';
import { fr } from '../../src/text/fr.ts';

const of2020: KnownFlood = { name: null, date: '2020-01-23', stageM: 8.38 };
const of1999: KnownFlood = { name: null, date: '1999-11-12', stageM: 8.93 };
const allSaints: KnownFlood = { name: { fr: 'Toussaint', en: 'All Saints' }, date: '1930-11-01', stageM: 9.4 };
const floods = [of2020, of1999, allSaints];
const likely = (p50M: number, p75M = p50M + 0.05) => ({ p50M, p75M });
const say = (nowM: number | null, ahead: ReturnType<typeof likely> | null = null, words = fr, isAlone = false) =>
  floodText(words, { nowM, ahead, fromM: 5, floods }, isAlone);

describe('how the water stands to floods that people remember', () => {
  test.each([
    [7.98, '0,40 m sous la crue du 23 janvier 2020 (8,38 m)'],
    [8.38, 'au niveau de la crue du 23 janvier 2020 (8,38 m)'],
    [8.53, 'plus haut que la crue du 23 janvier 2020 (8,38 m), 0,40 m sous la crue du 12 novembre 1999 (8,93 m)'],
    [9.5, 'plus haut que « Toussaint » (9,40 m)'],
    [8.9, 'plus haut que la crue du 23 janvier 2020 (8,38 m), 0,03 m sous la crue du 12 novembre 1999 (8,93 m)'],
  ])('at %d m now', (nowM, said) => expect(say(nowM)).toBe(said));

  test('is never told higher than it is: what is short by a millimetre has not reached it', () => {
    expect(say(8.3799)).toContain('0,01 m sous');
    expect(say(8.3899)).toContain('au niveau de la crue du 23 janvier 2020');
  });

  test('is worth no word below the first mark, in doubt, and where no flood is known', () => {
    expect([say(4.9), say(null), floodText(fr, { nowM: 9, ahead: null, fromM: 5, floods: [] })]).toEqual([
      null,
      null,
      null,
    ]);
    // Where marks lie below the zero of the gauge, water that nobody sees does not stand at zero.
    expect(floodText(fr, { nowM: null, ahead: null, fromM: -1, floods })).toBeNull();
    expect(say(5)).toContain('3,38 m sous');
  });

  test('below the first mark is worth one where a flood lay as low, or is not unlikely to be passed', () => {
    const low = { ...of2020, stageM: 4.5 };
    const of = (nowM: number, ahead: ReturnType<typeof likely> | null, flood: KnownFlood) =>
      floodText(en, { nowM, ahead, fromM: 5, floods: [flood] });
    expect(of(4.6, null, low)).toBe('higher than the flood of 23 January 2020 (4.50 m)');
    expect(of(3, likely(4.8, 5.6), { ...low, stageM: 5.5 })).toBe(
      'at least 1 chance in 4 of passing the flood of 23 January 2020 (5.50 m)',
    );
    expect(of(3, likely(4.4, 4.5), low)).toBe(
      'at least 1 chance in 4 of passing the flood of 23 January 2020 (4.50 m)',
    );
  });

  test.each([
    ['below all', 6, likely(7.98), 'that would be about 0.40 m below the flood of 23 January 2020 (8.38 m)'],
    [
      'between two',
      6,
      likely(8.53),
      'that would be higher than the flood of 23 January 2020 (8.38 m), about 0.40 m below the flood of 12 November 1999 (8.93 m)',
    ],
    [
      'between two of which one is passed already',
      8.4,
      likely(8.53),
      'already higher than the flood of 23 January 2020 (8.38 m); at its highest about 0.40 m below the flood of 12 November 1999 (8.93 m)',
    ],
    [
      'with one above that is not unlikely: it is no comfort to lie below it',
      6,
      likely(8.2, 8.95),
      'at least 1 chance in 4 of passing the flood of 12 November 1999 (8.93 m)',
    ],
    [
      'the same, above another',
      6,
      likely(8.53, 9.5),
      'that would be higher than the flood of 23 January 2020 (8.38 m), at least 1 chance in 4 of passing “All Saints” (9.40 m)',
    ],
    [
      'the same, where the one below is passed already',
      8.4,
      likely(8.53, 9.5),
      'already higher than the flood of 23 January 2020 (8.38 m), at least 1 chance in 4 of passing “All Saints” (9.40 m)',
    ],
    ['level with one', 6, likely(8.38), 'that would be level with the flood of 23 January 2020 (8.38 m)'],
    ['no higher than now', 8.53, likely(8.5), say(8.53, null, en)!],
    ['of a gauge that is not seen well', null, likely(9.5), 'that would be higher than “All Saints” (9.40 m)'],
  ])('at the highest that is likely, %s', (_case, nowM, ahead, said) => expect(say(nowM, ahead, en)).toBe(said));

  test('where the highest stands nowhere beside it, it is named', () => {
    expect(floodText(en, { nowM: 6, ahead: likely(8.53), fromM: 5, floods })).toMatch(/^that would be higher than/);
    expect(say(6, likely(8.53), fr, true)).toMatch(/^au plus haut, autour de 8,53 m, ce serait plus haut que/);
    expect(say(6, likely(8.53), en, true)).toMatch(/^at its highest, around 8.53 m, that would be higher than/);
  });

  test('the likely highest alone is reason enough for a word', () => {
    expect(say(2, likely(4.5))).toBeNull();
    expect(say(2, likely(5.2))).toContain('3,18 m sous');
  });
});

test('a flood is called by its day, its month or its year, or by its name', () => {
  const called = (date: string) => fr.floods.called({ name: null, date, stageM: 8 });
  expect([called('1999-11-01'), called('1999-11'), called('1999-10'), called('1999-04'), called('1999')]).toEqual([
    'la crue du 1er novembre 1999',
    'la crue de novembre 1999',
    "la crue d'octobre 1999",
    "la crue d'avril 1999",
    'la crue de 1999',
  ]);
  expect(en.floods.called({ name: null, date: '1607-01', stageM: 8 })).toBe('the flood of January 1607');
  expect([fr.floods.title(allSaints), en.floods.inFull(allSaints)]).toEqual([
    'Toussaint',
    'All Saints (1 November 1930)',
  ]);
  expect(asSentence('plus haut')).toBe('Plus haut.');
});

test('a flood is known once its day, month or year is over: none is measured by itself, and no past moment by what came later', () => {
  const dated = ['2020-01-23', '2020-01', '2020', null].map((date) => ({ name: null, date, stageM: 8 }));
  const known = (at: string) =>
    floodsBefore(new Map([['quay', dated]]), 'quay', Date.parse(at)).map(({ date }) => date);
  expect(known('2020-01-23T23:50:00Z')).toEqual([null]);
  expect(known('2020-01-24T00:10:00Z')).toEqual(['2020-01-23', null]);
  expect(known('2020-02-01T00:10:00Z')).toEqual(['2020-01-23', '2020-01', null]);
  expect(known('2021-01-01T00:10:00Z')).toEqual(['2020-01-23', '2020-01', '2020', null]);
  expect(floodsBefore(new Map(), 'quay', 0)).toEqual([]);
});
