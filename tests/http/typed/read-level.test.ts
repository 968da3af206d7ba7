import { describe, expect, test } from 'vitest';
import { levelAsTyped, readLevel, readMoment } from '../../../src/http/typed/read-level.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';

test.each([
  ['3,40', 3.4],
  ['3.40', 3.4],
  [' 3,4 m ', 3.4],
  ['3 m 40', 3.4],
  ['3m05', 3.05],
  ['-0,12', -0.12],
  ['−0.12', -0.12],
  ['- 0,12', -0.12],
  ['− 0.12 m', -0.12],
  // As phones put it in place of two hyphens, or of one.
  ['–0,12', -0.12],
  ['-0 m 12', -0.12],
  ['-0', 0],
  ['− 0 m 00', 0],
  ['--0,12', null],
  ['0-12', null],
  ['34', 34],
  ['340 cm', null],
  ['3m4', null],
  ['3,4,5', null],
  ['1e2', null],
  ['', null],
  ['trois', null],
])('a level as people write it: %j', (typed, level) => {
  expect(readLevel(typed)).toBe(level);
});

test.each([
  [-0.35, '-0,35', '-0.35'],
  [3.4, '3,40', '3.40'],
  [1234.567, '1234,567', '1234.567'],
])('%s as it stands in the form, which reads it again', (level, french, english) => {
  expect([levelAsTyped(level, 'fr'), levelAsTyped(level, 'en')]).toEqual([french, english]);
  expect([readLevel(french), readLevel(english)]).toEqual([level, level]);
});

describe('when it was read, in the night in which clocks go back in Paris', () => {
  const timeZone = 'Europe/Paris';
  /** 02:30 summer time; an hour later clocks show it again. */
  const first = Date.parse('2020-10-25T00:30:00Z');
  const at = (minutes: number) => ({ timeZone, now: first + minutes * 60_000 });

  test('an hour that has come once so far is that one', () => {
    expect(readMoment('2020-10-25T02:30', at(10))).toEqual({ instant: first });
  });
  test('where it can have been either, whoever read it says which', () => {
    expect(readMoment('2020-10-25T02:30', at(70))).toEqual({ problem: 'twice' });
    expect(readMoment('2020-10-25T02:30', { ...at(70), which: 'first' })).toEqual({ instant: first });
    expect(readMoment('2020-10-25T02:30', { ...at(70), which: 'second' })).toEqual({ instant: first + HOUR_MS });
  });
  test('where the first is too long ago it was the second', () => {
    expect(readMoment('2020-10-25T02:30', at(190))).toEqual({ instant: first + HOUR_MS });
  });
  test('an hour that never was is none, nor is what is no time', () => {
    const spring = { timeZone, now: Date.parse('2020-03-29T02:00:00Z') };
    expect(readMoment('2020-03-29T02:30', spring)).toEqual({ problem: 'never' });
    expect(readMoment('demain', spring)).toEqual({ problem: 'unreadable' });
    expect(readMoment('2020-03-29T03:30', spring)).toEqual({ instant: Date.parse('2020-03-29T01:30:00Z') });
  });
});
