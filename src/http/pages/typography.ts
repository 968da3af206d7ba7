import type { Language } from '../../territory/commune.ts';

/**
 * Keeps a number with its unit on one line (« 4,60 m » broken in two is misread), and French punctuation with its word; in
 * English there is no space before it. Rounds apostrophes.
 * Touches text only, never tags, nor what stands in a text field or is quoted as it came.
 *
 * @example keepTogether('<p>dans 4 h</p>', 'fr') // '<p>dans 4&nbsp;h</p>'
 */
export function keepTogether(markup: string, language: Language): string {
  return markup.replace(/<(?:textarea|code)[^>]*>[^<]*|>[^<]+/g, (text) =>
    text.startsWith('<') ? text : punctuated[language](numbered(text)),
  );
}

function numbered(text: string): string {
  return text
    .replace(/(\d) (?=(?:m|mm|m³\/s|h|min|s)(?![\p{L}\d]))/gu, '$1&nbsp;')
    .replace(/(\d&nbsp;h) (?=\d\d(?!\d))/g, '$1&nbsp;')
    .replace(/(?<=\p{L})&#39;(?=\p{L})/gu, '’');
}

const punctuated: Readonly<Record<Language, (text: string) => string>> = {
  fr: (text) =>
    text
      .replace(/(\d) (?=%)/g, '$1&nbsp;')
      .replace(/« /g, '«&nbsp;')
      .replace(/(?<=n°) (?=\d)/g, '&nbsp;')
      .replace(/ (?=[»:;?!])/g, '&nbsp;'),
  en: (text) => text.replace(/(\d) (?=%)/g, '$1').replace(/ (?=[:;])/g, ''),
};
