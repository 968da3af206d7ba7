import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capTime } from '../../../src/notification/cap/cap-time.ts';

test.each([
  ['2020-01-22T12:05:00Z', 'Europe/Paris', '2020-01-22T13:05:00+01:00'],
  ['2020-07-22T12:05:59.999Z', 'Europe/Paris', '2020-07-22T14:05:59+02:00'],
  // Both of the hour that happens twice.
  ['2020-10-25T00:30:00Z', 'Europe/Paris', '2020-10-25T02:30:00+02:00'],
  ['2020-10-25T01:30:00Z', 'Europe/Paris', '2020-10-25T02:30:00+01:00'],
  ['2020-01-22T12:05:00Z', 'UTC', '2020-01-22T12:05:00-00:00'],
  ['2020-01-22T12:05:00Z', 'Europe/London', '2020-01-22T12:05:00-00:00'],
  ['2020-12-31T23:45:00Z', 'Asia/Kathmandu', '2021-01-01T05:30:00+05:45'],
  ['2020-01-01T01:00:00Z', 'America/St_Johns', '2019-12-31T21:30:00-03:30'],
])('%s in %s is %s', (at, timeZone, written) => {
  expect(capTime(Date.parse(at), timeZone)).toBe(written);
});

test('what is written is the same second, in the form of the schema', () => {
  const zone = fc.constantFrom('Europe/Paris', 'UTC', 'Pacific/Chatham', 'America/St_Johns', 'Indian/Reunion');
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990'), max: new Date('2090'), noInvalidDate: true }),
      zone,
      (date, timeZone) => {
        const written = capTime(date.getTime(), timeZone);
        expect(written).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/);
        expect(Date.parse(written)).toBe(Math.floor(date.getTime() / 1000) * 1000);
      },
    ),
  );
});
