import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { backOffMs, readRetryAfter } from '../../../src/reading/national/back-off.ts';
import { evenly } from '../../support/evenly.ts';

test('waits at least half of an interval, never less than was asked for, and at most half an hour of its own accord', () => {
  const random = evenly(0, 1);
  const minutes = fc.integer({ min: 1, max: 25 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), minutes, random, (failures, interval, chance) => {
      const wait = backOffMs(failures, interval * MINUTE_MS, null, chance);
      expect(wait).toBeGreaterThanOrEqual((interval * MINUTE_MS) / 2);
      expect(wait).toBeLessThanOrEqual(30 * MINUTE_MS);
      expect(backOffMs(failures + 1, interval * MINUTE_MS, null, chance)).toBeGreaterThanOrEqual(wait);
      expect(backOffMs(failures, interval * MINUTE_MS, HOUR_MS, chance)).toBe(HOUR_MS);
    }),
  );
  expect(backOffMs(1, 5 * MINUTE_MS, null, 0.5)).toBe(225_000);
  expect(backOffMs(3, 5 * MINUTE_MS, null, 1)).toBe(20 * MINUTE_MS);
});

test('a gauge of a longer interval is not asked more often when it fails', () => {
  expect(backOffMs(9, HOUR_MS, null, 1)).toBe(HOUR_MS);
});

test('Retry-After is seconds or a date, a day at most', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  expect(readRetryAfter('120', now)).toBe(120_000);
  expect(readRetryAfter('Tue, 24 Nov 2026 12:05:00 GMT', now)).toBe(300_000);
  expect(readRetryAfter('Tue, 24 Nov 2026 11:00:00 GMT', now)).toBe(0);
  expect(readRetryAfter('99999999', now)).toBe(24 * HOUR_MS);
  expect([readRetryAfter(null, now), readRetryAfter('soon', now)]).toEqual([null, null]);
});
