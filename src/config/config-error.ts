import type { Mistake } from '../lib/io/mistake.ts';

/**
 * All mistakes for a person at a terminal, in the order of the files.
 *
 * @example formatConfigErrors([{ file: 'amont.yaml', line: 3, path: 'http.port', found: '"web"', allowed: 'a port' }])
 * // 'amont.yaml:3  http.port\n    found:   "web"\n    allowed: a port'
 */
export function formatConfigErrors(errors: readonly Mistake[]): string {
  return errors.map(formatOne).join('\n\n');
}

function formatOne({ file, line, path, found, allowed }: Mistake): string {
  const where = line === null ? file : `${file}:${line}`;
  return `${where}${path === '' ? '' : `  ${path}`}\n    found:   ${found}\n    allowed: ${allowed}`;
}
