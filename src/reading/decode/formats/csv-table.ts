import { err, ok, type Result } from '../../../lib/result.ts';

export interface CsvTable {
  /** Those that are not empty, each with its line. Cut anew each time that they are gone through: the cells of a million rows take half a gigabyte. */
  rows: Iterable<CsvRow>;
  separator: string;
}

export interface CsvRow {
  line: number;
  cells: string[];
}

/** Columns by their heads, or by their numbers from 1; the day and the hour of a time may stand apart. */
export interface NamedColumns {
  time: readonly string[];
  value: string;
}

export interface CsvColumns {
  time: readonly number[];
  value: number;
  /** The first row that may be a reading. */
  firstRow: number;
}

export const firstTwoColumns: CsvColumns = { time: [0], value: 1, firstRow: 0 };

/** What parts the columns is seen from half of the rows: a title may stand above. */
export function readTable(text: string): CsvTable {
  const written = text.replace(/^\uFEFF/, '');
  let lines = 0;
  const parted = { ';': 0, '\t': 0 };
  for (const each of linesOf(written)) {
    lines += 1;
    if (each.written.includes(';')) parted[';'] += 1;
    if (each.written.includes('\t')) parted['\t'] += 1;
  }
  const separator = ([';', '\t'] as const).find((each) => parted[each] >= lines / 2) ?? ',';
  return { rows: { [Symbol.iterator]: () => rowsOf(written, separator) }, separator };
}

function* rowsOf(text: string, separator: string): Generator<CsvRow> {
  const cell = new RegExp(`(?<=^|${separator})[^\\S\t]*(?:"((?:[^"]|"")*)"|([^${separator}]*))`, 'g');
  const quotedCells = (written: string) =>
    Array.from(written.matchAll(cell), ([, quoted, plain = '']) => (quoted?.replaceAll('""', '"') ?? plain).trim());
  const plainCells = (written: string) => written.split(separator).map((each) => each.trim());
  for (const { line, written } of linesOf(text))
    yield { line, cells: written.includes('"') ? quotedCells(written) : plainCells(written) };
}

/** Those that are not empty. */
function* linesOf(text: string): Generator<{ line: number; written: string }> {
  let line = 1;
  let start = 0;
  for (const { 0: end, index } of text.matchAll(/\r\n?|\n|$/g)) {
    const written = text.slice(start, index);
    if (written.trim() !== '') yield { line, written };
    start = index + end.length;
    line += 1;
  }
}

/** A row of which a spreadsheet has left what parts its cells alone. */
export function isCleared({ cells }: CsvRow): boolean {
  return cells.every((cell) => cell === '');
}

/** Where the named columns stand. Above their heads an agency writes whose record it is. */
export function findColumns({ rows, separator }: CsvTable, { time, value }: NamedColumns): Result<CsvColumns, string> {
  const named = [...time, value].filter((each) => !isNumber(each));
  const at = (name: string, heads: readonly string[]) => (isNumber(name) ? Number(name) - 1 : heads.indexOf(name));
  let widest: readonly string[] = [];
  let row = 0;
  for (const { cells } of rows) {
    if (named.every((name) => cells.includes(name))) {
      const firstRow = named.length > 0 ? row + 1 : 0;
      return ok({ time: time.map((name) => at(name, cells)), value: at(value, cells), firstRow });
    }
    if (cells.length > widest.length) widest = cells;
    row += 1;
  }
  return err(`no row has ${named.map((each) => `"${each}"`).join(' and ')}; found ${widest.join(`${separator} `)}`);
}

function isNumber(name: string): boolean {
  return /^[1-9]\d?$/.test(name);
}
