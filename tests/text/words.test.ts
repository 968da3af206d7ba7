import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertEventKinds } from '../../src/alert/alert.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { raisedLevels } from '../../src/territory/alert-level.ts';
import { en } from '../../src/text/en.ts';
import { fr } from '../../src/text/fr.ts';
import { evenly } from '../support/evenly.ts';
import { eventOf, names, reasons } from '../support/notices.ts';

const paris = 'Europe/Paris';
const levels = ['normal', ...raisedLevels, 'unknown'] as const;

describe.each([
  ['fr', fr],
  ['en', en],
] as const)('words in %s', (_, words) => {
  test('every reason is a whole sentence', () => {
    for (const reason of reasons) expect(words.reason(reason, names)).toSatisfy(isSentence);
  });

  test('what an exercise is for ends as it was typed, and with a full stop where it has no end', () => {
    const lastWord = (purpose: string) =>
      words.reason({ because: 'exercise', person: 'mayor-1', purpose }, names).split(' ').at(-1);
    expect(['ready', 'ready.', 'ready?'].map(lastWord)).toEqual(['ready.', 'ready.', 'ready?']);
    expect(['“Ready?”', '« Prêts ? »', '« prêts »'].map(lastWord)).toEqual(['“Ready?”', '»', '».']);
  });

  test('every kind of event with every level, reason and gauge is a whole sentence', () => {
    for (const kind of alertEventKinds) {
      for (const level of levels) {
        for (const reason of reasons) {
          for (const station of ['bridge', null]) {
            expect(words.event(eventOf({ kind, level, reason, station }), 'Coursan', names)).toSatisfy(isSentence);
          }
        }
      }
    }
  });

  test('every level has a name, a meaning and a symbol of its own, and none of the words of the State', () => {
    const all = levels.map((level) => words.level(level));
    expect(new Set(all.map(({ name }) => name)).size).toBe(levels.length);
    expect(new Set(all.map(({ symbol }) => symbol)).size).toBe(levels.length);
    for (const { name, meaning } of all) {
      expect(meaning).toSatisfy(isSentence);
      expect(`${name} ${meaning}`).not.toMatch(/vigilance|warning|vert|jaune|orange|rouge|green|yellow|\bred\b/i);
    }
  });

  test('no chance is ever 0 or 100 %', () => {
    fc.assert(
      fc.property(evenly(0, 1), (probability) => {
        expect(words.chance(probability)).not.toMatch(/(^|\D)0 ?%|100 ?%/);
      }),
    );
  });

  test('a window of five minutes or more, and over midnight, keeps its order and its two ends apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.integer({ min: 5, max: 23 * 60 }),
        (p10At, minutes) => {
          const p90At = p10At + minutes * MINUTE_MS;
          const window = words.window({ p10At, p50At: p10At, p90At }, paris, p10At - 1);
          expect(window).toMatch(/entre .+ et |between .+ and /);
          expect(window).not.toMatch(/undefined|NaN/);
        },
      ),
    );
  });
});

test.each([
  [0, 'moins de 1 %', 'less than 1%'],
  [0.0099, 'moins de 1 %', 'less than 1%'],
  [0.01, '1 %', '1%'],
  [0.953, '95 %', '95%'],
  [0.99, '99 %', '99%'],
  [0.9901, 'plus de 99 %', 'more than 99%'],
  [1, 'plus de 99 %', 'more than 99%'],
])('a chance of %s', (probability, french, english) => {
  expect([fr.chance(probability), en.chance(probability)]).toEqual([french, english]);
});

test('metres, lead times and ages', () => {
  expect([fr.metres(3.2), en.metres(3.2), fr.metres(-0.001), en.metres(-1.25)]).toEqual([
    '3,20 m',
    '3.20 m',
    '0,00 m',
    '−1.25 m',
  ]);
  // Short of a mark of 3.90 m it must not read as at it; .29 and 4.35 are less than that as binary fractions.
  expect([3.899, 3.9, 0.29, 4.35, -0.101].map((each) => fr.stage(each))).toEqual([
    '3,89 m',
    '3,90 m',
    '0,29 m',
    '4,35 m',
    '−0,11 m',
  ]);
  expect(en.stage(3.899)).toBe('3.89 m');
  expect([0.5, 1, 1.5, 6, 24, 1.999].map((each) => fr.hours(each))).toEqual([
    '30 min',
    '1 h',
    '1 h 30',
    '6 h',
    '24 h',
    '2 h',
  ]);
  expect([0.5, 1.5, 1 + 5 / 60].map((each) => en.hours(each))).toEqual(['30 min', '1 h 30 min', '1 h 5 min']);
  const ages = [0, 59_999, MINUTE_MS, 10 * MINUTE_MS, 119 * MINUTE_MS, 120 * MINUTE_MS, 50 * 60 * MINUTE_MS];
  expect(ages.map((each) => fr.age(each))).toEqual([
    "à l'instant",
    "à l'instant",
    'il y a 1 minute',
    'il y a 10 minutes',
    'il y a 119 minutes',
    'il y a 2 heures',
    'il y a 2 jours',
  ]);
  expect(ages.map((each) => en.age(each)).slice(2)).toEqual([
    '1 minute ago',
    '10 minutes ago',
    '119 minutes ago',
    '2 hours ago',
    '2 days ago',
  ]);
});

/** A capital first, a full stop last, nothing missing inside. */
function isSentence(text: string): boolean {
  return /^[\p{Lu}].*\.$/su.test(text) && !/undefined|NaN|null|[{}[\]]|\$| {2}|\.\./.test(text);
}

test('in French an hour is no « les 1 h »', () => {
  const chance = {
    because: 'chance-high',
    probability: 0.6,
    markM: 4.6,
    raiseAt: 0.5,
    lowerAt: 0.2,
    passage: null,
  } as const;
  const said = [1, 1.5, 6].map((leadTimeH) => fr.reason({ ...chance, leadTimeH }, names, 'public'));
  expect(said).toEqual([
    "Risque que l'eau atteigne 4,60 m dans l'heure : 60 %.",
    "Risque que l'eau atteigne 4,60 m dans les 1 h 30 : 60 %.",
    "Risque que l'eau atteigne 4,60 m dans les 6 h : 60 %.",
  ]);
});
