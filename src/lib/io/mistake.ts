import { closest } from './closest.ts';
import { nearestOf } from './nearest-of.ts';

export type Path = readonly (string | number)[];

/** What a person has written, and where in it what stands. */
export interface Written {
  name: string;
  /** Line of the value at the path, or of the nearest thing around it that exists. */
  lineOf(path: Path): number | null;
}

/** One mistake in what a person has written: where, what was found, what is allowed. */
export interface Mistake {
  /** File name within its folder, or `environment`. */
  file: string;
  /** Line of the mistake, or of what encloses it, from 1; `null` where there is none. */
  line: number | null;
  /** As one would write it: `communes[4].watches[0].marks`; empty for the whole file. */
  path: string;
  found: string;
  allowed: string;
}

/** A mistake at a path of a file. `found` is shown as it stands, or as compact JSON where it is no text. */
export function mistake(file: Written, path: Path, found: unknown, allowed: string): Mistake {
  return { file: file.name, line: file.lineOf(path), path: pathText(path), found: show(found), allowed };
}

/** A name that nothing has: says what was probably meant. */
export function unknownName(file: Written, path: Path, found: string, kind: string, known: readonly string[]): Mistake {
  return mistake(file, path, found, `${kind}: ${suggest(found, known)}`);
}

/** A key that nobody reads. */
export function unknownKey(file: Written, path: Path, key: string, allowed: string): Mistake {
  return { ...mistake(file, path, key, allowed), found: `unknown key ${key}` };
}

/** @example suggest('coursn', ['coursan', 'limoux']) // 'did you mean coursan?' */
export function suggest(word: string, known: readonly string[]): string {
  const meant = closest(word, known);
  return meant === null ? `one of ${nearestOf(word, known)}` : `did you mean ${meant}?`;
}

/** @example pathText(['communes', 4, 'marks']) // 'communes[4].marks' */
function pathText(path: Path): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}

function show(found: unknown): string {
  if (found === undefined || found === null) return 'nothing';
  // An address may carry a password, and what is printed ends in logs and tickets.
  const whole = JSON.stringify(found, markNoNumber)
    .replaceAll(/"\\u0000(-?\.(?:nan|inf))"/g, '$1')
    .replaceAll(/:\/\/[^/@\s"]*@/g, '://***@');
  return whole.length > 100 ? `${whole.slice(0, 97)}...` : whole;
}

/** JSON knows no such number, and would say `null`. */
function markNoNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return `\u0000${String(value).replace('NaN', '.nan').replace('Infinity', '.inf')}`;
}
