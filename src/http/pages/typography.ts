/**
 * Keeps a number with its unit, and French punctuation with its word, on one line (« 4,60 m » broken in two is misread),
 * and rounds apostrophes.
 * Touches text only, never tags, nor what stands in a text field or is quoted as it came.
 *
 * @example keepTogether('<p>dans 4 h</p>') // '<p>dans 4&nbsp;h</p>'
 */
export function keepTogether(markup: string): string {
  return markup.replace(/<(?:textarea|code)[^>]*>[^<]*|>[^<]+/g, (text) =>
    text.startsWith('<')
      ? text
      : text
          .replace(/(\d) (?=(?:m|mm|m³\/s|%|h|min|s)(?![\p{L}\d]))/gu, '$1&nbsp;')
          .replace(/(\d&nbsp;h) (?=\d\d(?!\d))/g, '$1&nbsp;')
          .replace(/« /g, '«&nbsp;')
          .replace(/(?<=\p{L})&#39;(?=\p{L})/gu, '’')
          .replace(/ (?=[»:;?!])/g, '&nbsp;'),
  );
}
