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
