/** What the parser's findings mean in files that are not written by programmers. */
const advice: readonly (readonly [RegExp, string])[] = [
  [/^Tabs are not allowed/, 'a line is indented by spaces, never by a tab'],
  [/^Missing closing .*quote/, 'a quote that opens is closed too'],
  [/^Nested mappings are not/, 'a text with a colon in it stands in quotes; a line is indented by plain spaces'],
  [/^Unexpected scalar at/, 'an apostrophe within \'…\' is written twice; a text with one stands better in "…"'],
];

/** @example yamlAdvice('Tabs are not allowed as indentation') // ': a line is indented by spaces, never by a tab' */
export function yamlAdvice(message: string): string {
  const found = advice.find(([pattern]) => pattern.test(message));
  return found ? `: ${found[1]}` : '';
}
