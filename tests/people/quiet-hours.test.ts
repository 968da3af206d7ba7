import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatClock, isQuiet, quietUntil, readQuietHours } from '../../src/people/quiet-hours.ts';

const night = { fromMin: 22 * 60, toMin: 7 * 60 };
const noon = { fromMin: 12 * 60, toMin: 14 * 60 };
const until = (hours: typeof night, at: string, zone = 'Europe/Paris') => {
  const end = quietUntil(hours, Date.parse(at), zone);
  return end === null ? null : new Date(end).toISOString();
};

describe('by the clock on the wall', () => {
  test.each([
    ['21:59', '2020-01-22T20:59:59Z', null],
    ['22:00', '2020-01-22T21:00:00Z', '2020-01-23T06:00:00.000Z'],
    ['03:12:40', '2020-01-23T02:12:40Z', '2020-01-23T06:00:00.000Z'],
    ['06:59:59', '2020-01-23T05:59:59Z', '2020-01-23T06:00:00.000Z'],
    ['07:00', '2020-01-23T06:00:00Z', null],
  ])('a night from 22:00 to 07:00 at %s', (_, at, end) => expect(until(night, at)).toBe(end));

  test('the night of spring is an hour shorter, that of autumn an hour longer', () => {
    expect(until(night, '2020-03-28T21:00:00Z')).toBe('2020-03-29T05:00:00.000Z');
    expect(until(night, '2020-10-24T20:00:00Z')).toBe('2020-10-25T06:00:00.000Z');
  });

  test('an end that the clock leaps over is where it lands; one that it shows twice is the first', () => {
    expect(until({ fromMin: 22 * 60, toMin: 2 * 60 + 30 }, '2020-03-28T23:00:00Z')).toBe('2020-03-29T01:00:00.000Z');
    expect(until({ fromMin: 22 * 60, toMin: 2 * 60 + 30 }, '2020-10-24T22:00:00Z')).toBe('2020-10-25T00:30:00.000Z');
  });

  test('a short time between two quiet ones is not leapt over in spring', () => {
    expect(until({ fromMin: 1, toMin: 0 }, '2020-03-29T00:04:00Z')).toBe('2020-03-29T22:00:00.000Z');
    expect(until({ fromMin: 0, toMin: 23 * 60 }, '2020-03-28T23:00:00Z')).toBe('2020-03-29T21:00:00.000Z');
  });

  test('within a day, and in a zone of half hours', () => {
    expect(until(noon, '2020-07-01T09:59:59Z')).toBeNull();
    expect(until(noon, '2020-07-01T10:00:00Z')).toBe('2020-07-01T12:00:00.000Z');
    expect(until(noon, '2020-07-01T12:00:00Z')).toBeNull();
    expect(until(night, '2020-07-01T20:00:00Z', 'Asia/Kolkata')).toBe('2020-07-02T01:30:00.000Z');
  });
});

test('whatever the hours, the day and the zone: quiet until the end, and not at the end', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const hours = fc.record({ fromMin: minute, toMin: minute }).filter(({ fromMin, toMin }) => fromMin !== toMin);
  // Around the nights in which clocks change, as well as anywhere.
  const at = fc
    .tuple(
      fc.constantFrom('2020-03-28T12:00Z', '2020-10-24T12:00Z', '2021-03-27T12:00Z', '2020-06-11T12:00Z'),
      fc.integer({ min: 0, max: 2 * 86_400_000 }),
    )
    .map(([day, ms]) => Date.parse(day) + ms);
  fc.assert(
    fc.property(hours, at, fc.constantFrom('Europe/Paris', 'Europe/London', 'Asia/Kolkata', 'UTC'), (h, t, zone) => {
      const end = quietUntil(h, t, zone);
      expect(end === null).toBe(!isQuiet(h, t, zone));
      if (end === null) return;
      expect(end).toBeGreaterThan(t);
      // A day, an hour of autumn, and a second day where the one minute that is not quiet was leapt over in spring.
      expect(end - t).toBeLessThanOrEqual(49 * 3_600_000);
      expect(isQuiet(h, end, zone)).toBe(false);
      for (let between = t; between < end; between += 7 * 60_000) expect(isQuiet(h, between, zone)).toBe(true);
      expect(isQuiet(h, end - 1, zone)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['', '', { hours: null }],
  ['22:00', '07:00', { hours: night }],
  ['22:00', '', 'not-understood'],
  ['', '07:00', 'not-understood'],
  ['07:00', '07:00', 'not-understood'],
  ['24:00', '07:00', 'not-understood'],
  ['22h', '7h', 'not-understood'],
  ['22:60', '07:00', 'not-understood'],
  ['122:00', '07:00', 'not-understood'],
  ['22:00', '07:000', 'not-understood'],
] as const)('%j to %j', (from, to, read) => expect(readQuietHours(from, to)).toEqual(read));

test.each([
  [0, '00:00'],
  [419, '06:59'],
  [1_439, '23:59'],
])('minute %d of the day is shown as %s', (minutes, shown) => expect(formatClock(minutes)).toBe(shown));
