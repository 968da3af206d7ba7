import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createReplyLimit } from '../../../src/notification/asked/reply-limit.ts';

test('four wrong codes are forgiven; after the fifth the phone waits, it alone, until the first is an hour old', () => {
  let now = Date.parse('2020-01-23T02:00:00Z');
  const limit = createReplyLimit({ now: () => now });
  const waits = Array.from({ length: 5 }, () => {
    limit.miss('+33612345678');
    now += MINUTE_MS;
    return limit.wait('+33612345678');
  });
  expect(waits).toEqual([0, 0, 0, 0, 55]);
  expect(limit.wait('+33699999999')).toBe(0);
  now += 54 * MINUTE_MS;
  expect(limit.wait('+33612345678')).toBe(1);
  now += MINUTE_MS;
  expect(limit.wait('+33612345678')).toBe(0);
  limit.miss('+33612345678');
  expect(limit.wait('+33612345678')).toBeGreaterThan(0);
  limit.forgive('+33612345678');
  expect(limit.wait('+33612345678')).toBe(0);
});

test('a clock set back keeps nobody waiting until it is as late again', () => {
  let now = Date.parse('2020-01-23T02:00:00Z');
  const limit = createReplyLimit({ now: () => now });
  for (let turn = 0; turn < 5; turn += 1) limit.miss('+33612345678');
  expect(limit.wait('+33612345678')).toBe(60);
  now -= DAY_MS;
  expect(limit.wait('+33612345678')).toBe(0);
});
