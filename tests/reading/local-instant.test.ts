import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iso } from '../../src/lib/units.ts';
import { localReader } from '../../src/reading/local-instant.ts';

test('what a local clock showed is read back, but for the hours when clocks are changed', () => {
  for (const timeZone of ['Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Seoul', 'UTC']) {
    const read = localReader(timeZone);
    const shown = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    const from = Date.parse('2010-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 * 365 * 24 * 60 }), (minutes) => {
        const at = from + minutes * 60_000;
        const found = read(shown.format(at));
        if ('instant' in found) expect(iso(found.instant)).toBe(iso(at));
        else expect(found.why).toMatch(/showed it twice/);
      }),
    );
  }
});

test('an hour that happened twice or never is no instant', () => {
  const read = localReader('Europe/Paris');
  expect(read('2020-10-25 02:30')).toEqual({ why: 'clocks in Europe/Paris showed it twice' });
  expect(read('2020-03-29 02:30')).toEqual({
    why: 'no clock in Europe/Paris showed it: clocks were put forward',
  });
  expect(read('2020-10-25 03:00')).toEqual({ instant: Date.parse('2020-10-25T02:00:00Z') });
  expect(read('2020-01-22 12:00:30')).toEqual({ instant: Date.parse('2020-01-22T11:00:30Z') });
  expect(localReader('+05:30')('2020-01-22T12:00')).toEqual({ instant: Date.parse('2020-01-22T06:30:00Z') });
  expect(read('22/01/2020 12:00')).toEqual({ why: 'no time' });
});
