import { describe, expect, it } from 'vitest';
import { pagesEn } from '../../src/http/text/pages-en.ts';
import { pagesFr } from '../../src/http/text/pages-fr.ts';
import { enMessage } from '../../src/text/en-message.ts';
import { frMessage } from '../../src/text/fr-message.ts';

/** Every path to a string, with what stands there; functions are shown as what they say of plain arguments. */
function strings(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, String(Reflect.apply(value, undefined, [7, 7, 7, 7]))]];
    return value && typeof value === 'object' ? strings(value, here) : [];
  });
}

const [french, english] = [new Map(strings(pagesFr)), new Map(strings(pagesEn))];
/** Units that need no words. */
const mayBeEmpty = new Set(['policy.unit.k', 'policy.unit.n']);
const sameInBoth = new Set(['login.role', 'staff.service']);

describe('the strings of the pages', () => {
  it('are the same in both languages, key by key', () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
    expect(french.size).toBeGreaterThan(200);
  });

  it.each([
    ['French', french],
    ['English', english],
  ] as const)('none is missing in %s', (_name, words) => {
    const empty = [...words].filter(([key, text]) => text.trim() === '' && !mayBeEmpty.has(key));
    const broken = [...words].filter(([, text]) => /undefined|NaN|\[object/.test(text));
    expect([...empty, ...broken]).toEqual([]);
  });

  it('no sentence was left untranslated', () => {
    const alike = [...french].filter(
      ([key, text]) => text.length > 14 && english.get(key) === text && !sameInBoth.has(key),
    );
    expect(alike).toEqual([]);
  });

  it('count one as one', () => {
    expect([0, 1, 2].map((count) => pagesFr.mayor.wouldGet(count, 0, 0))).toEqual([
      'Personne n’est inscrit ; la page publique montrera :',
      'Une personne inscrite et la page publique recevront :',
      'Les 2 personnes inscrites et la page publique recevront :',
    ]);
    expect([0, 1, 2].map((count) => pagesEn.mayor.wouldGet(count, 0, 0))).toEqual([
      'Nobody has subscribed; the public page will show:',
      'One subscriber and the public page will get:',
      'The 2 subscribers and the public page will get:',
    ]);
    expect(pagesFr.mayor.residentsSummary(null, 3, 0, 1)).toBe(
      'Personnes inscrites, dernier message : 3 remis, 0 en attente, 1 non remis.',
    );
    const [fr, en] = [pagesFr.mayor.wouldGet, pagesEn.mayor.wouldGet];
    expect(fr(4, 1, 2)).toContain('Les 4 personnes inscrites (dont 1 par SMS, 2 par notification) et');
    expect([fr(2, 0, 2), en(2, 0, 2), en(3, 1, 0)].map((text) => /\(.*\)/.exec(text)?.[0])).toEqual([
      '(par notification)',
      '(by notification)',
      '(1 by text message)',
    ]);
    expect(pagesFr.gauge.moreGauges(1)).toBe('Voir une autre station');
    expect(pagesEn.gauge.moreGauges(1)).toBe('Show one more gauge');
  });

  it('say of an exercise what its mails say, and of a demonstration only that its marks are invented', () => {
    const plain = (text: string) => text.replaceAll('’', "'").toLowerCase();
    for (const [{ frame }, { notReal }] of [
      [pagesFr, frMessage],
      [pagesEn, enMessage],
    ] as const) {
      expect(plain(frame.exercise)).toContain(plain(notReal.exercise.sentence));
      expect(frame.exercise).not.toMatch(/invent/);
      expect(frame.demonstration).toMatch(/invent/);
    }
  });

  it('send nobody along the river, and leave nobody who cannot hear with a number to call', () => {
    for (const words of [french, english]) {
      expect([...words].filter(([, text]) => /suivez la rivière|follow the river/i.test(text))).toEqual([]);
      expect(words.get('commune.emergency')).toMatch(/112.*114/);
    }
  });

  it('call no reader of French by the masculine alone', () => {
    const gendered =
      /(êtes|êtes pas|serez|(^|[^’a-zà-ÿ])être) (inscrit|désinscrit|prévenu|averti|informé)\b|: prévenu\b|connecté|un élu|^élu$/i;
    expect([...french].filter(([, text]) => gendered.test(text))).toEqual([]);
  });

  it('speak of our levels, never in the State’s words', () => {
    const states = [...french].filter(
      ([key, text]) => /vigilance (jaune|orange|rouge|verte)/i.test(text) && key !== '',
    );
    expect(states).toEqual([]);
  });
});
