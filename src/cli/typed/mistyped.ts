/** What was found in the place of a word or option, and what is allowed there; then how the command is used. */
export function mistyped(what: string, found: string | readonly string[] | undefined, allowed: string, usage: string) {
  const typed = [found ?? []].flat().join(' ');
  return `${what}: found ${typed || 'nothing'}; allowed ${allowed}\n\n${usage}`;
}
