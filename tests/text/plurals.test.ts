import { expect, test } from 'vitest';
import { speeches } from '../../src/http/speech.ts';
import { voices } from '../../src/notification/words/letterhead.ts';
import { type Language, languages } from '../../src/territory/commune.ts';

const OTHERS = 77;
/** What ends like a plural and is none, or begins what comes next. */
const alike = new Set([
  'fois',
  'dans',
  'depuis',
  'puis',
  'pas',
  'sans',
  'sous',
  'plus',
  'remis',
  's',
  'is',
  'des',
  'après',
  'has',
  'as',
  'caractères',
  'characters',
]);

/** Every sentence that is made of numbers, with this one in one place. */
function sentencesWith(language: Language, count: number): { where: string; text: string }[] {
  const found: { where: string; text: string }[] = [];
  const visit = (value: unknown, where: string): void => {
    if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) visit(each, `${where}.${key}`);
    if (typeof value !== 'function') return;
    for (let place = 0; place < value.length; place += 1) {
      const given = Array.from({ length: value.length }, (_, index) => (index === place ? count : OTHERS));
      try {
        found.push({ where: `${where}(${given.join(', ')})`, text: String(Reflect.apply(value, null, given)) });
      } catch {
        // It is made of something else.
      }
    }
  };
  visit(speeches[language].page, 'page');
  visit(speeches[language].words, 'words');
  visit(voices[language].around, 'around');
  return found;
}

/** The words right behind a number. */
function countedBy(count: number, text: string): string[] {
  const behind = new RegExp(`(?<![\\p{L}\\d.,/–-])${count}[  ](\\p{L}+)`, 'gu');
  return [...text.matchAll(behind)].map(([, word = '']) => word);
}

const isPlural = (word: string) => /[sx]$/.test(word) && !alike.has(word);

test.each(languages)('in %s a number and what it counts agree', (language) => {
  const plurals = new Set(
    sentencesWith(language, OTHERS).flatMap(({ text }) => countedBy(OTHERS, text).filter(isPlural)),
  );
  expect(plurals.size).toBeGreaterThan(10);
  const wrong = [0, 1, 2, 21].flatMap((count) => {
    const isOne = language === 'fr' ? count < 2 : count === 1;
    const disagrees = (word: string) => (isOne ? isPlural(word) : plurals.has(`${word}s`));
    return sentencesWith(language, count).filter(({ text }) => countedBy(count, text).some(disagrees));
  });
  expect(wrong.map(({ where, text }) => `${where} => ${text}`)).toEqual([]);
});
