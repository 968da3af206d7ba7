import { err, ok, type Result } from '../../lib/result.ts';

export interface CsvTable {
  rows: { line: number; cells: string[] }[];
  separator: string;
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

/** The rows of a file that are not empty, each with its line. What parts the columns is seen from half of them: a title may stand above. */
export function readTable(text: string): CsvTable {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .map((written, index) => ({ written, line: index + 1 }))
    .filter(({ written }) => written.trim() !== '');
  const parts = (separator: string) => lines.filter(({ written }) => written.includes(separator)).length;
  const separator = [';', '\t'].find((each) => parts(each) >= lines.length / 2) ?? ',';
  const cell = new RegExp(`(?<=^|${separator})[^\\S\t]*(?:"((?:[^"]|"")*)"|([^${separator}]*))`, 'g');
  const cellsOf = (written: string) =>
    Array.from(written.matchAll(cell), ([, quoted, plain = '']) => (quoted?.replaceAll('""', '"') ?? plain).trim());
  return { rows: lines.map(({ written, line }) => ({ line, cells: cellsOf(written) })), separator };
}

/** Where the named columns stand. Above their heads an agency writes whose record it is. */
export function findColumns({ rows, separator }: CsvTable, { time, value }: NamedColumns): Result<CsvColumns, string> {
  const named = [...time, value].filter((each) => !isNumber(each));
  const head = rows.findIndex(({ cells }) => named.every((name) => cells.includes(name)));
  if (head === -1) {
    const widest = rows.reduce((most, { cells }) => (cells.length > most.length ? cells : most), [] as string[]);
    return err(`no row has ${named.map((each) => `"${each}"`).join(' and ')}; found ${widest.join(`${separator} `)}`);
  }
  const at = (name: string) => (isNumber(name) ? Number(name) - 1 : rows[head]!.cells.indexOf(name));
  return ok({ time: time.map(at), value: at(value), firstRow: named.length > 0 ? head + 1 : 0 });
}

function isNumber(name: string): boolean {
  return /^[1-9]\d?$/.test(name);
}
