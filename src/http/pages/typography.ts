/**
 * Keeps a number with its unit, and French punctuation with its word, on one line: « 4,60 m » broken in two is misread.
 * Touches text only, never tags, nor what stands in a text field.
 *
 * @example keepTogether('<p>dans 4 h</p>') // '<p>dans 4&nbsp;h</p>'
 */
export function keepTogether(markup: string): string {
  return markup.replace(/<textarea[^>]*>[^<]*|>[^<]+/g, (text) =>
    text.startsWith('<')
      ? text
      : text
          .replace(/(\d) (?=(?:m|mm|m³\/s|%|h|min|s)(?![\p{L}\d]))/gu, '$1&nbsp;')
          .replace(/« /g, '«&nbsp;')
          .replace(/ (?=[»:;?!])/g, '&nbsp;'),
  );
}
