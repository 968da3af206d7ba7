import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iso } from '../../../src/lib/units.ts';
import { readCsv } from '../../../src/reading/formats/csv.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const read = (text: string, more: { factor?: number; timeZone?: string | null } = {}) =>
  readCsv(text, { factor: 1, timeZone: null, now, ...more });

test('rows of time and value, with a header or without', () => {
  const point = { observedAt: Date.parse('2020-01-22T12:00:00Z'), value: 3.114 };
  for (const text of [
    '2020-01-22T12:00:00Z,3.114',
    'time,level_m\r\n2020-01-22T12:00:00Z,3.114\r\n',
    '\uFEFFDate;Hauteur\n2020-01-22 13:00:00+01:00;3,114\n\n',
    '"2020-01-22T12:00Z"\t"3.114"\tvalid',
  ]) {
    expect(read(text)).toEqual({ points: [point], refused: [] });
  }
  expect(read('2020-01-22T12:00:00Z,3114', { factor: 0.001 }).points).toEqual([point]);
});

test('what is no reading is refused with its line', () => {
  const { points, refused } = read(
    'time,level_m\n2020-01-22T12:00:00,1\n2020-01-22T12:00:00Z,\n22/01/2020 12:00,1\n2027-01-22T12:00:00Z,1\n2020-01-22T12:00:00Z,-9999\n2020-01-22T12:00:00Z,"1,5"\n1967-01-22T12:00:00Z,1',
  );
  expect(points).toEqual([{ observedAt: Date.parse('1967-01-22T12:00:00Z'), value: 1 }]);
  expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
    [2, 'malformed'],
    [3, 'no-value'],
    [4, 'malformed'],
    [5, 'future'],
    [6, 'no-value'],
    [7, 'no-value'],
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
