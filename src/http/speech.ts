import type { Language, Translated } from '../territory/commune.ts';
import { en } from '../text/en.ts';
import { fr } from '../text/fr.ts';
import type { Words } from '../text/words.ts';
import { pagesEn } from './text/pages-en.ts';
import type { PageWords } from './text/pages-fr.ts';
import { pagesFr } from './text/pages-fr.ts';

/** All that a page needs to speak one language. */
export interface Speech {
  language: Language;
  words: Words;
  page: PageWords;
}

export const speeches: Translated<Speech> = {
  fr: { language: 'fr', words: fr, page: pagesFr },
  en: { language: 'en', words: en, page: pagesEn },
};

/**
 * The first language that the reader accepts among those offered, by the order of `Accept-Language` and its weights.
 * @example preferredLanguage('de, en;q=0.8, fr;q=0.5', ['fr', 'en']) // 'en'
 */
export function preferredLanguage(header: string | undefined, offered: readonly Language[]): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters
        .find((each) => each.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return { tag: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const found = offered.find((language) => language === tag);
    if (found) return found;
  }
  return offered[0] ?? 'fr';
}
