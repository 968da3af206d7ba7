import { expect, test } from 'vitest';
import { iso } from '../../../../src/lib/units.ts';
import { readCsv } from '../../../../src/reading/decode/formats/csv.ts';
import { readTable } from '../../../../src/reading/decode/formats/csv-table.ts';
import { localReader } from '../../../../src/reading/local-instant.ts';

/** The night of 25 October 2020 in Paris: from 00:00Z to 01:00Z clocks showed 02:00 to 03:00, and then again. */
function read(...times: string[]) {
  const text = times.map((time, index) => `2020-10-25 ${time},${index + 1}`).join('\n');
  const now = Date.parse('2021-01-01T00:00:00Z');
  const rows = [...readCsv(readTable(text), { factor: 1, timeZone: 'Europe/Paris', now })];
  return {
    times: rows.flatMap((row) => ('value' in row ? iso(row.observedAt).slice(11, 16) : [])),
    refused: rows.flatMap((row) => ('reason' in row ? row.line : [])),
  };
}

test('an hour that clocks showed twice is read by the order of the rows', () => {
  expect(read('01:30', '02:00', '02:30', '02:00', '02:30', '03:00')).toEqual({
    times: ['23:30', '00:00', '00:30', '01:00', '01:30', '02:00'],
    refused: [],
  });
  expect(read('01:00', '02:00', '02:00', '03:00').times).toEqual(['23:00', '00:00', '01:00', '02:00']);
});

test('so it is in a file that begins with the newest, and where readings are missing', () => {
  expect(read('03:00', '02:30', '02:00', '02:30', '02:00', '01:30').times).toEqual([
    '02:00',
    '01:30',
    '01:00',
    '00:30',
    '00:00',
    '23:30',
  ]);
  expect(read('01:45', '02:00', '02:15', '02:45', '02:15', '02:30', '03:00').times).toEqual([
    '23:45',
    '00:00',
    '00:15',
    '00:45',
    '01:15',
    '01:30',
    '02:00',
  ]);
});

test('where the rows do not say which of the two, they are refused and not guessed', () => {
  expect(read('01:30', '02:00', '02:30', '03:00')).toEqual({ times: ['23:30', '02:00'], refused: [2, 3] });
  expect(read('01:00', '02:00', '03:00').refused).toEqual([2]);
  expect(read('02:30', '02:00', '02:45', '02:15', '02:30').refused).toHaveLength(5);
});

test('the reader takes which of the two it is', () => {
  const local = localReader('Europe/Paris');
  expect(local('2020-10-25T02:30', 'first')).toEqual({ instant: Date.parse('2020-10-25T00:30:00Z') });
  expect(local('2020-10-25T02:30', 'second')).toEqual({ instant: Date.parse('2020-10-25T01:30:00Z') });
  expect(local('2020-03-29T02:30', 'first')).toMatchObject({ why: expect.stringContaining('put forward') });
});
