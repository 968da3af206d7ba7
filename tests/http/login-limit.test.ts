import { expect, test } from 'vitest';
import { atMost } from '../../src/http/at-most.ts';
import { createLoginLimit } from '../../src/http/login-limit.ts';
import { createServer } from '../../src/http/server.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld } from '../support/flood-world.ts';

const strangers = Array.from({ length: 200 }, (_, index) => `198.51.100.${index}`);

test('guessers with many addresses find a wall, and the mayor at her own address does not', () => {
  const limit = createLoginLimit(manualClock(0));
  expect(limit.attempt('mayor', '192.0.2.1')).toBe(0);
  limit.forgive('mayor', '192.0.2.1');
  for (const address of strangers) expect(limit.attempt('mayor', address)).toBe(0);
  expect(limit.attempt('mayor', '203.0.113.9')).toBe(15);
  expect(limit.attempt('mayor', '192.0.2.1')).toBe(0);
});

test('one owner of a whole IPv6 network, with an address for every guess, locks nobody else out', () => {
  const limit = createLoginLimit(manualClock(0));
  const waits = Array.from({ length: 200 }, (_, index) => limit.attempt('mayor', `2001:db8:1:${index}::1`));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(30);
  expect(limit.attempt('mayor', '2001:db8:2:1::1')).toBe(0);
  expect(limit.attempt('mayor', '203.0.113.9')).toBe(0);
  // Neighbours of the guesser get in to other accounts.
  expect(limit.attempt('deputy', '2001:db8:1:9::1')).toBe(0);
});

test('an address that was never seen gets its turn again once the window is over', () => {
  const clock = manualClock(0);
  const limit = createLoginLimit(clock);
  for (const address of strangers) limit.attempt('mayor', address);
  expect(limit.attempt('mayor', '203.0.113.9')).toBe(15);
  clock.advanceTo(15 * MINUTE_MS);
  expect(limit.attempt('mayor', '203.0.113.9')).toBe(0);
});

test('the addresses of one IPv6 subscriber count as one', async () => {
  const { doors } = createWorld();
  const app = createServer(doors, { trustProxy: true });
  const from = (host: number) => ({ 'x-forwarded-for': `2001:db8:1:2::${host.toString(16)}` });
  const page = await app.inject({ url: '/en/login', headers: from(1) });
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const attempt = (host: number) =>
    app.inject({
      method: 'POST',
      url: '/en/login',
      headers: { ...from(host), cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ account: 'mayor-coursan', password: 'wrong', _csrf: token }).toString(),
    });
  for (let host = 1; host <= 5; host += 1) expect((await attempt(host)).statusCode).toBe(401);
  expect((await attempt(6)).statusCode).toBe(429);
});

test('what comes beyond the number at once is turned away, and there is room again afterwards', async () => {
  const run = atMost(1);
  const { promise, resolve } = Promise.withResolvers<string>();
  const first = run(() => promise);
  expect(await run(async () => 'second')).toBe('busy');
  resolve('first');
  expect(await first).toBe('first');
  await expect(
    run(async () => {
      throw new Error('failed');
    }),
  ).rejects.toThrow('failed');
  expect(await run(async () => 'third')).toBe('third');
});
