import type { Instant } from '../../../lib/clock.ts';
import { parseInstant } from '../../../lib/units.ts';
import { localReader } from '../../local-instant.ts';
import type { Point } from '../../reading.ts';
import { quote, type Refusal, refusal, refuseInstant, refuseValue } from '../refusal.ts';
import { tidy } from '../units.ts';
import { type CsvColumns, type CsvRow, type CsvTable, firstTwoColumns, isCleared } from './csv-table.ts';
import { nthOfRepeated } from './repeated-hour.ts';
import { dayFirstIn, fromSlashed, isSlashed } from './slashed-dates.ts';

/** `isGap`: its value is empty, which is how many files write that nothing was measured. */
type CsvReading = Point | (Refusal & { line: number; isGap: boolean });

export interface CsvOptions {
  /** From the unit of the file to that of the quantity. */
  factor: number;
  /** Of times without an offset; `null`: such rows are refused. */
  timeZone: string | null;
  /** In 05/11/2025; default: as the file shows. */
  dayFirst?: boolean | null;
  now: Instant;
  /** Default: the first two. */
  columns?: CsvColumns;
}

/** A record on paper may begin with the gauge. */
const OLDEST_RECORD_MS = Date.UTC(1800, 0, 1);

/**
 * Reads rows of time and value; further columns and a first row without a number are left alone. Where semicolons or tabs part
 * the columns a comma in a number is a decimal one. Times are ISO 8601, or 25/11/2025 12:00 where the file shows which number is the day, or whoever imports it says so.
 * @example [...readCsv(readTable('2020-01-22T12:00:00Z,3114'), { factor: 0.001, … })] // one point of 3.114
 */
export function* readCsv({ rows, separator }: CsvTable, options: CsvOptions): Generator<CsvReading> {
  const { factor, timeZone, now, columns = firstTwoColumns } = options;
  const local = timeZone === null ? null : localReader(timeZone);
  const dayFirst = options.dayFirst ?? dayFirstIn(timesIn(rows, columns));
  const nth = local ? nthOfRepeated(isoTimesIn(rows, columns, dayFirst === true), local) : null;
  let row = -1;
  for (const { line, cells } of readingsIn(rows, columns)) {
    row += 1;
    const time = timeOf(cells, columns);
    const cell = cells[columns.value] ?? '';
    const isUnclear = dayFirst === null && isSlashed(time);
    const observedAt = isUnclear
      ? refuseOrder(time)
      : readTime(time, dayFirst === true, local && ((text) => local(text, nth?.get(row))), now);
    const value = readNumber(cell, separator);
    const isFirst = row === 0 && columns.firstRow === 0;
    if (isFirst && typeof observedAt !== 'number' && typeof value !== 'number') continue;
    if (typeof observedAt !== 'number') yield { ...observedAt, line, isGap: false };
    else if (typeof value !== 'number') yield { ...value, line, isGap: cell.trim() === '' };
    else yield { observedAt, value: tidy(value * factor) };
  }
}

/** Without those that were cleared: a spreadsheet leaves `;;;` of them. */
function* readingsIn(rows: Iterable<CsvRow>, { firstRow }: CsvColumns): Generator<CsvRow> {
  let row = 0;
  for (const each of rows) if (row++ >= firstRow && !isCleared(each)) yield each;
}

function* timesIn(rows: Iterable<CsvRow>, columns: CsvColumns): Generator<string> {
  for (const { cells } of readingsIn(rows, columns)) yield timeOf(cells, columns);
}

function* isoTimesIn(rows: Iterable<CsvRow>, columns: CsvColumns, dayFirst: boolean): Generator<string> {
  for (const time of timesIn(rows, columns)) yield isoOf(fromSlashed(time, dayFirst));
}

function timeOf(cells: readonly string[], { time }: CsvColumns): string {
  return time
    .map((at) => cells[at] ?? '')
    .join(' ')
    .trim();
}

function refuseOrder(text: string): Refusal {
  return refusal(
    'malformed',
    `${quote(text)}: no date of the file says which number is the day; say with --date-order, or write "2020-01-22 12:05"`,
  );
}

function isoOf(text: string): string {
  return text.replace(' ', 'T');
}

/** What is refused is quoted as it stands in the file. */
function readTime(
  text: string,
  dayFirst: boolean,
  local: ReturnType<typeof localReader> | null,
  now: Instant,
): Instant | Refusal {
  const iso = isoOf(fromSlashed(text, dayFirst));
  let instant = parseInstant(iso);
  if (instant === null && parseInstant(`${iso}Z`) !== null) {
    if (!local) return refusal('malformed', `${quote(text)} has no offset; say with --time-zone where its clock stood`);
    const read = local(iso);
    if ('why' in read) return refusal('malformed', `${quote(text)}: ${read.why}`);
    instant = read.instant;
  }
  if (instant === null && isSlashed(text)) return refusal('malformed', `${quote(text)} is no time of the calendar`);
  if (instant === null) return refusal('malformed', `${quote(text)} is no ISO 8601 time, "2020-01-22T12:05:00Z"`);
  const wrong = refuseInstant(instant, now);
  return wrong && !(wrong.reason === 'too-old' && instant >= OLDEST_RECORD_MS) ? wrong : instant;
}

/** As French spreadsheets part the thousands: by a space, mostly one that does not break, never anything else. */
const THOUSANDS = /^[-+]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?=$|[.,])/;

function readNumber(cell: string, separator: string): number | Refusal {
  const whole = cell.replace(THOUSANDS, (digits) => digits.replaceAll(/\s/g, ''));
  const plain = separator === ',' ? whole : whole.replace(',', '.');
  if (!/^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/.test(plain)) {
    return refusal('no-value', `${quote(cell)} is no number`);
  }
  return refuseValue(Number(plain)) ?? Number(plain);
}
