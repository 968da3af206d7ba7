import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookUp } from '../../../src/reading/decode/look-up.ts';
import { readValue } from '../../../src/reading/decode/read-value.ts';

describe('a number however it is written', () => {
  test.each([
    [2799, 'mm', 2799],
    ['2799', 'mm', 2799],
    ['2799 mm', 'mm', 2799],
    [' -1.5e1mm ', 'mm', -15],
    [{ value: 2799, unit: 'mm' }, 'mm', 2799],
    [{ value: '2799', unit: null }, 'mm', 2799],
    [{ value: 4.5, unit: 'm3/s' }, 'm³/s', 4.5],
    ['4.5 L/s', 'l/s', 4.5],
    ['88 percent', '%', 88],
    ['5 inch', 'in', 5],
    ['5 feet', 'ft', 5],
    [[1.2, 1.2], 'm', 1.2],
    ['3.387 V', 'V', 3.387],
    [0, 'm', 0],
  ])('%j in %s', (found, unit, value) => {
    expect(readValue(found, unit)).toEqual({ ok: true, value });
  });
});

describe('no number, or another unit', () => {
  test.each([
    ['No Sensor', 'no-value'],
    ['Invalid Reading', 'no-value'],
    ['NaN', 'no-value'],
    ['', 'no-value'],
    [null, 'no-value'],
    [undefined, 'no-value'],
    [true, 'no-value'],
    [Number.NaN, 'no-value'],
    [Number.POSITIVE_INFINITY, 'no-value'],
    ['1e999', 'no-value'],
    [-999, 'no-value'],
    ['-999999', 'no-value'],
    [{ value: -9999, unit: 'mm' }, 'no-value'],
    [{ unit: 'mm' }, 'no-value'],
    [[], 'no-value'],
    ['2799 cm', 'malformed'],
    [{ value: 2799, unit: 'cm' }, 'malformed'],
    [[1, 2], 'malformed'],
    ['12,5', 'malformed'],
  ])('%j', (found, reason) => {
    expect(readValue(found, 'mm')).toMatchObject({ ok: false, error: { reason } });
  });
});

test('every finite number comes back from its text with its unit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -500, max: 1e9 }), (value) => {
      expect(readValue(`${value} mm`, 'mm')).toEqual({ ok: true, value: value === 0 ? Number(`${value}`) : value });
    }),
  );
});

test('paths: keys joined by dots, and keys that contain dots; nothing inherited', () => {
  expect(lookUp({ a: { b: [5, 6] } }, 'a.b.1')).toBe(6);
  expect(lookUp({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toBe(1);
  expect(lookUp({ 'P1.x': { y: 3 } }, 'P1.x.y')).toBe(3);
  expect(lookUp({}, 'constructor.name')).toBeUndefined();
  expect(lookUp(null, 'a')).toBeUndefined();
});

test('a text as long as a message can be is read at once', () => {
  expect(readValue(`1x${' '.repeat(60_000)}\nx`, 'mm')).toMatchObject({ ok: false, error: { reason: 'malformed' } });
});
