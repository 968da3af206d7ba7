import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iso } from '../../../../src/lib/units.ts';
import { readCsv } from '../../../../src/reading/decode/formats/csv.ts';
import { findColumns, type NamedColumns, readTable } from '../../../../src/reading/decode/formats/csv-table.ts';
import type { Refusal } from '../../../../src/reading/decode/refusal.ts';
import type { Point } from '../../../../src/reading/reading.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const parted: (...args: Parameters<typeof readCsv>) => { points: Point[]; refused: (Refusal & { line: number })[] } = (
  ...args
) => {
  const rows = [...readCsv(...args)];
  return {
    points: rows.filter((row) => 'value' in row),
    refused: rows.filter((row) => 'reason' in row),
  };
};
const read = (text: string, more: { factor?: number; timeZone?: string | null } = {}) =>
  parted(readTable(text), { factor: 1, timeZone: null, now, ...more });

test('rows of time and value, with a header or without', () => {
  const point = { observedAt: Date.parse('2020-01-22T12:00:00Z'), value: 3.114 };
  for (const text of [
    '2020-01-22T12:00:00Z,3.114',
    'time,level_m\r\n2020-01-22T12:00:00Z,3.114\r\n',
    '\uFEFFDate;Hauteur\n2020-01-22 13:00:00+01:00;3,114\n\n',
    // As a spreadsheet leaves a row that was cleared.
    'Date;Hauteur\n2020-01-22 13:00:00+01:00;3,114\n;\n"";\n',
    '"2020-01-22T12:00Z"\t"3.114"\tvalid',
    // As PostgreSQL writes it.
    '2020-01-22 13:00:00+01,3.114',
    '2020-01-22 06:00:00-06,3.114',
  ]) {
    expect(read(text)).toEqual({ points: [point], refused: [] });
  }
  expect(read('2020-01-22T12:00:00Z,3114', { factor: 0.001 }).points).toEqual([point]);
});

test('thousands that a French spreadsheet has parted by a space are a number', () => {
  const rows = ['1 050', '1\u202f050,5', '-12\u00a0050', '1 05', '1  050', '10 50,0'].map(
    (cell, index) => `2020-01-22T12:0${index}:00Z;${cell}`,
  );
  const { points, refused } = read(rows.join('\n'), { factor: 0.001 });
  expect(points.map(({ value }) => value)).toEqual([1.05, 1.0505, -12.05]);
  expect(refused.map(({ line }) => line)).toEqual([4, 5, 6]);
});

test('what is no reading is refused with its line', () => {
  const { points, refused } = read(
    'time,level_m\n2020-01-22T12:00:00,1\n2020-01-22T12:00:00Z,\n22/01/2020 12:00,1\n2027-01-22T12:00:00Z,1\n2020-01-22T12:00:00Z,-9999\n2020-01-22T12:00:00Z,"1,5"\n1967-01-22T12:00:00Z,1\n1799-12-31T12:00:00Z,1',
  );
  expect(points).toEqual([{ observedAt: Date.parse('1967-01-22T12:00:00Z'), value: 1 }]);
  expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
    [2, 'malformed'],
    [3, 'no-value'],
    [4, 'malformed'],
    [5, 'future'],
    [6, 'no-value'],
    [7, 'no-value'],
    [9, 'too-old'],
  ]);
  expect(refused[0]?.detail).toContain('--time-zone');
});

test('dates as spreadsheets write them are read where the file shows which number is the day', () => {
  const inUtc = { timeZone: '+00:00' };
  const times = (text: string) => read(text, inUtc).points.map(({ observedAt }) => iso(observedAt).slice(0, 16));
  expect(times('Date;Hauteur\n05/11/2025 9:05;1,2\n25/11/2025 12:00:30;1,3')).toEqual([
    '2025-11-05T09:05',
    '2025-11-25T12:00',
  ]);
  expect(times('25.11.2025 12:00,1\n01.12.2025 12:00,1')).toEqual(['2025-11-25T12:00', '2025-12-01T12:00']);
  expect(times('11/05/2025 09:05,1\n11/25/2025 12:00,1')).toEqual(['2025-11-05T09:05', '2025-11-25T12:00']);
  // A file of twelve days tells nothing, and one that contradicts itself neither.
  for (const text of ['05/11/2025 09:05,1', '25/11/2025 09:05,1\n11/25/2025 09:05,1']) {
    const { points, refused } = read(text, inUtc);
    expect(points).toEqual([]);
    expect(refused[0]).toMatchObject({
      line: 1,
      reason: 'malformed',
      detail: expect.stringContaining('which number is the day'),
    });
  }
  expect(read('25/11/2025 12:00,1').refused[0]?.detail).toContain('--time-zone');
  expect(read('31/02/2025 12:00,1', inUtc).points).toEqual([]);
  // Refused, they are quoted as they stand in the file.
  expect(read('25/11/2026 12:20,1\n32/11/2026 12:20,1').refused.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^"25\/11\/2026 12:20" has no offset/),
    '"32/11/2026 12:20" is no time of the calendar',
  ]);
});

test('times without an offset are read where their clock stood', () => {
  const text = 'time,level\n2020-07-22 14:00,1\n2020-10-25 02:30,2';
  const { points, refused } = read(text, { timeZone: 'Europe/Paris' });
  expect(points).toEqual([{ observedAt: Date.parse('2020-07-22T12:00:00Z'), value: 1 }]);
  expect(refused).toMatchObject([{ line: 3, detail: expect.stringContaining('twice') }]);
});

test('every row written is read back', () => {
  const row = fc.record({
    observedAt: fc.integer({ min: Date.UTC(1900, 0, 1), max: now }),
    value: fc.integer({ min: -5_000, max: 20_000 }).map((mm) => mm / 1000),
  });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const text = rows.map(({ observedAt, value }) => `${iso(observedAt)},${value}`).join('\n');
      expect(read(text)).toEqual({ points: rows.map((each) => ({ ...each, value: each.value + 0 })), refused: [] });
    }),
  );
});

describe('columns that are named', () => {
  const readNamed = (text: string, named: NamedColumns) => {
    const table = readTable(text);
    const columns = findColumns(table, named);
    if (!columns.ok) return columns.error;
    return parted(table, { factor: 0.01, timeZone: 'Europe/Paris', now, columns: columns.value });
  };
  const noonAt3114 = { points: [{ observedAt: Date.parse('2020-01-22T12:00:00Z'), value: 3.114 }], refused: [] };

  test('day and hour apart, below the lines in which an agency says whose record it is', () => {
    const text = 'Station : Le moulin\nProducteur : DREAL\n\nDate;Heure;Hauteur (cm)\n22/01/2020;13:00;311,4\n';
    expect(readNamed(text, { time: ['Date', 'Heure'], value: 'Hauteur (cm)' })).toEqual(noonAt3114);
    expect(readNamed(text, { time: ['Date', '2'], value: '3' })).toEqual(noonAt3114);
  });

  test('by their numbers, where the file has no heads', () => {
    expect(readNamed('Y161205001,H,2020-01-22T12:00:00Z,311.4', { time: ['3'], value: '4' })).toEqual(noonAt3114);
  });

  test('in quotes, with what parts the columns inside', () => {
    const text = '"Code";"Hauteur; en cm";"Date (TU)"\n"Le ""moulin""";"311,4";"2020-01-22T12:00:00Z"';
    expect(readNamed(text, { time: ['Date (TU)'], value: 'Hauteur; en cm' })).toEqual(noonAt3114);
  });

  test('that are not there are told with what is', () => {
    const text = 'Date;Heure;Hauteur\n22/01/2020;13:00;311,4';
    expect(readNamed(text, { time: ['Jour'], value: 'Hauteur' })).toBe(
      'no row has "Jour" and "Hauteur"; found Date; Heure; Hauteur',
    );
  });

  test('rows that are too short are refused with their line', () => {
    const text = 'Date;Heure;Hauteur\n22/01/2020;13:00;311,4\n22/01/2020\n';
    expect(readNamed(text, { time: ['Date', 'Heure'], value: 'Hauteur' })).toMatchObject({
      points: [{ value: 3.114 }],
      refused: [{ line: 3, reason: 'malformed' }],
    });
  });
});

test('what parts the columns is seen below a title of one cell', () => {
  const text = 'Export du 23/01/2020\nDate;Hauteur\n2020-01-22 12:00Z;3,114\n2020-01-22 12:10Z;3,2';
  const { points, refused } = read(text);
  expect(points.map(({ value }) => value)).toEqual([3.114, 3.2]);
  expect(refused.map(({ line }) => line)).toEqual([2]);
});

test('a semicolon in a title parts no columns', () => {
  const { points } = read('Aude; Coursan\ntime,level_m\n2020-01-22T12:00Z,3.1\n2020-01-22T12:10Z,3.2');
  expect(points.map(({ value }) => value)).toEqual([3.1, 3.2]);
});

test('an empty cell keeps its place, whatever parts the columns', () => {
  for (const separator of [';', '\t', ',']) {
    const rows = ['date,hauteur,debit', '2020-01-22T12:00Z,,87', '2020-01-22T13:00Z, "3.1" ,88'];
    const table = readTable(rows.join('\n').replaceAll(',', separator));
    const columns = findColumns(table, { time: ['date'], value: 'hauteur' });
    if (!columns.ok) throw new Error(columns.error);
    const { points, refused } = parted(table, { factor: 1, timeZone: null, now, columns: columns.value });
    expect(points).toEqual([{ observedAt: Date.parse('2020-01-22T13:00Z'), value: 3.1 }]);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([[2, 'no-value']]);
  }
});

test('every cell of a row keeps its place, empty or quoted, the first as any other', () => {
  const cell = fc.constantFrom('', 'Y1612', '2020-01-22T12:00Z', '3.1', 'Le "moulin"', ' ', 'amont, aval; tout\tici');
  const rowOf = (cells: readonly string[], separator: string) =>
    cells.map((each) => (/["',;\t]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each)).join(separator);
  fc.assert(
    fc.property(fc.constantFrom(';', '\t', ','), fc.array(cell, { minLength: 2, maxLength: 6 }), (separator, cells) => {
      fc.pre(rowOf(cells, separator).trim() !== '');
      const head = cells.map((_, index) => `c${index}`).join(separator);
      const rows = [...readTable([head, head, rowOf(cells, separator)].join('\n')).rows];
      expect(rows[2]?.cells).toEqual(cells.map((each) => each.trim()));
    }),
  );
});

test('a day in a title does not say how the days of the rows are written', () => {
  const table = readTable('Export du;\n01/25/2026 10:00;\nDate;Hauteur\n05/11/2025 09:05;1,2\n');
  const columns = findColumns(table, { time: ['Date'], value: 'Hauteur' });
  if (!columns.ok) throw new Error(columns.error);
  const { points, refused } = parted(table, { factor: 1, timeZone: '+00:00', now, columns: columns.value });
  expect([points.length, refused.length]).toEqual([0, 1]);
});
