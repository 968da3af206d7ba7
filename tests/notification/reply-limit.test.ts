import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/lib/units.ts';
import { createReplyLimit } from '../../src/notification/reply-limit.ts';

test('a clock set back keeps nobody waiting until it is as late again', () => {
  let now = Date.parse('2020-01-23T02:00:00Z');
  const limit = createReplyLimit({ now: () => now });
  for (let turn = 0; turn < 5; turn += 1) limit.miss('+33612345678');
  expect(limit.wait('+33612345678')).toBe(60);
  now -= DAY_MS;
  expect(limit.wait('+33612345678')).toBe(0);
});
