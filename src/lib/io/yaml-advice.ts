/** What the parser's findings mean in files that are not written by programmers. */
const advice: readonly (readonly [RegExp, string])[] = [
  [/^Tabs are not allowed/, 'a line is indented by spaces, never by a tab'],
  [/^Missing closing .*quote/, 'a quote that opens is closed too'],
  [/^Nested mappings are not/, 'a text with a colon in it stands in quotes; a line is indented by plain spaces'],
  [/^Unexpected scalar at/, 'an apostrophe within \'…\' is written twice; a text with one stands better in "…"'],
  [/^Map keys must be unique/, 'each key stands once in its place, and this one stands above already'],
  [/^Implicit (map )?keys need/, 'a key is followed by a colon, and the colon by a space'],
  [
    /^Sequence item without|items must start at the same column$/,
    'keys of one entry begin in the same column; a dash is followed by a space',
  ],
  [/^Block collections are not allowed within flow/, 'between braces a comma stands after each value'],
  [/^Flow (map|sequence) in block/, 'a brace or bracket that opens is closed too'],
  [/^Plain value cannot start/, 'a text that begins with such a sign stands in quotes'],
  [/^Unexpected block-seq-ind/, 'a list begins in the line below its key, or stands in brackets: [a, b]'],
];

/** @example yamlAdvice('Tabs are not allowed as indentation') // ': a line is indented by spaces, never by a tab' */
export function yamlAdvice(message: string): string {
  const found = advice.find(([pattern]) => pattern.test(message));
  return found ? `: ${found[1]}` : '';
}
