/** What is meant by the parser's findings in files that are not written by programmers, by its own codes. */
const advice: Partial<Record<string, string>> = {
  TAB_AS_INDENT: 'a line is indented by spaces, never by a tab',
  MISSING_CHAR: 'what opens, a quote or a bracket, is closed too',
  BLOCK_AS_IMPLICIT_KEY: 'a text with a colon in it stands in quotes; a line is indented by plain spaces',
  UNEXPECTED_TOKEN: 'an apostrophe within \'…\' is written twice; a text with one stands better in "…"',
};

/** @example yamlAdvice('TAB_AS_INDENT') // ': a line is indented by spaces, never by a tab' */
export function yamlAdvice(code: string): string {
  return advice[code] === undefined ? '' : `: ${advice[code]}`;
}
