/** One mistake in what a town has written: where, what was found, what is allowed. */
export interface ConfigError {
  /** File name within the config folder, or `environment`. */
  file: string;
  /** Line of the mistake, or of what encloses it, from 1; `null` where there is none. */
  line: number | null;
  /** As one would write it: `communes[4].watches[0].marks`; empty for the whole file. */
  path: string;
  found: string;
  allowed: string;
}

/**
 * All mistakes for a person at a terminal, in the order of the files.
 *
 * @example formatConfigErrors([{ file: 'amont.yaml', line: 3, path: 'http.port', found: '"web"', allowed: 'a port' }])
 * // 'amont.yaml:3  http.port\n    found:   "web"\n    allowed: a port'
 */
export function formatConfigErrors(errors: readonly ConfigError[]): string {
  return errors.map(formatOne).join('\n\n');
}

function formatOne({ file, line, path, found, allowed }: ConfigError): string {
  const where = line === null ? file : `${file}:${line}`;
  return `${where}${path === '' ? '' : `  ${path}`}\n    found:   ${found}\n    allowed: ${allowed}`;
}
