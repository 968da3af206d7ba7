import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLWarning,
} from 'yaml';
import { err, messageOf, ok, type Result } from '../result.ts';
import { decimalAdvice } from './decimal-advice.ts';
import type { Mistake, Path, Written } from './mistake.ts';
import { yamlAdvice } from './yaml-advice.ts';

/** A YAML file as plain values that still knows where each of them stood. */
export interface YamlFile extends Written {
  value: unknown;
}

export function readYamlFile(folder: string, name: string): Result<YamlFile, Mistake[]> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, name));
  } catch (cause) {
    return err([
      { file: name, line: null, path: '', found: whyUnreadable(cause), allowed: `a readable file in ${folder}` },
    ]);
  }
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return parseYamlFile(name, text);
  // Read all the same, the name of a commune would lose its accents in every message.
  const line = text.slice(0, text.indexOf(LOST)).split('\n').length;
  const found = 'letters that are not UTF-8';
  return err([{ file: name, line, path: '', found, allowed: 'a file that the editor saves as UTF-8' }]);
}

/** What stands in place of bytes that are no letter. */
const LOST = '\uFFFD';

/** @example parseYamlFile('a.yaml', 'http:\n  port: 80').value.lineOf(['http', 'port']) // 2 */
function parseYamlFile(name: string, text: string): Result<YamlFile, Mistake[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = telling(document);
  if (problems.length > 0) {
    return err(
      problems.map(({ pos, message }) => {
        const offset = /^Missing closing .*quote/.test(message) ? whereOpened(document, pos[0]) : pos[0];
        const line = lines.linePos(offset).line;
        const allowed = `YAML 1.2${decimalAdvice(text.slice(...pos)) || yamlAdvice(message)}`;
        return { file: name, line, path: '', found: `YAML that cannot be read: ${message}`, allowed };
      }),
    );
  }
  const astray = aliasAstray(document);
  if (astray !== null) {
    const line = lines.linePos(astray.offset).line;
    const found = `YAML that cannot be read: *${astray.name} refers to nothing before it`;
    return err([{ file: name, line, path: '', found, allowed: 'YAML 1.2: what begins with * stands in quotes' }]);
  }
  const value = valueOf(document);
  if (!value.ok) {
    return err([
      { file: name, line: null, path: '', found: `YAML that cannot be read: ${value.error}`, allowed: 'YAML 1.2' },
    ]);
  }
  return ok({
    name,
    value: value.value,
    lineOf(path) {
      const offset = offsetOf(document, path);
      return offset === null ? null : lines.linePos(offset).line;
    },
  });
}

/** A quote that nobody closes is missed at the next one or at the end of the file, and mended where it opens. */
function whereOpened(document: Document, offset: number): number {
  let opened = offset;
  visit(document, {
    Scalar(_, { type, range }) {
      const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (isQuoted && range && range[0] <= offset && offset <= range[2]) opened = range[0];
    },
  });
  return opened;
}

/** To YAML `*.example.org` without quotes is an alias. `null` where each leads somewhere. Looked for in one pass: each one's own begins at the top. */
function aliasAstray(document: Document): { name: string; offset: number } | null {
  const known = new Set<string>();
  let astray: { name: string; offset: number } | null = null;
  visit(document, {
    Value(_, { anchor }) {
      if (anchor !== undefined) known.add(anchor);
    },
    Alias(_, node) {
      if (known.has(node.source)) return undefined;
      astray = { name: node.source, offset: startOf(node) ?? 0 };
      return visit.BREAK;
    },
  });
  return astray;
}

/** A host's communes share their action cards and whoever is on duty: the parser's own limit is a hundred, and repeated repetitions pass this one soon. */
const MOST_REPEATED = 100_000;

/** The parser looks where an alias leads only here: to no more than memory holds. */
function valueOf(document: Document): Result<unknown, string> {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_REPEATED });
    return holdsItself(value) ? err('an alias stands within what it repeats') : ok(value);
  } catch (cause) {
    return err(messageOf(cause));
  }
}

function holdsItself(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return false;
  } catch {
    return true; // TypeError is how it says so.
  }
}

/** What to tell of the parser's findings: after the first broken place the rest mostly follows from it. */
function telling({ errors, warnings }: Document.Parsed): (YAMLError | YAMLWarning)[] {
  const broken = errors.filter(({ code }) => code !== 'DUPLICATE_KEY').slice(0, 1);
  const twice = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  // A warning (an unknown tag, say) means that a value is not what its writer thinks, so it is a mistake too.
  return broken.length > 0 ? broken : [...twice, ...warnings];
}

function offsetOf(document: Document, path: Path): number | null {
  let node: unknown = document.contents;
  let offset: number | null = startOf(node);
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) break;
    // The line of a key is where a person looks, also when its value begins on the next line.
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) : null;
    node = pair ? pair.value : node.get(isMap(node) ? step : Number(step), true);
    const start = pair ? startOf(pair.key) : startOf(node);
    if (start === null) break;
    offset = start;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : null;
}

/** The value at a path, `undefined` where there is none. @example valueAt({ a: [7] }, ['a', 0]) // 7 */
export function valueAt(root: unknown, path: Path): unknown {
  let at: unknown = root;
  for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
  return at;
}

function whyUnreadable(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOENT') return 'no such file';
  return messageOf(cause);
}
