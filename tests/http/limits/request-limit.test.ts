import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { phoneOf } from '../../../src/http/limits/request-limit.ts';
import { createServer } from '../../../src/http/server.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createWorld } from '../../support/flood-world.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

type Asked = { email: string } | { phone: string } | { email: string; phone: string };

/** Asks for a subscription: the status, and the seconds to wait. */
function town(residentTexts: Parameters<typeof createWorld>[2] = null) {
  const { doors } = createWorld({}, {}, residentTexts);
  if (residentTexts) doors.ways = new Set(['log', 'email', 'sms']);
  const app = createServer(doors);
  return async (remoteAddress: string, asked: Asked = { email: 'ines@example.org' }) => {
    const url = '/api/v1/communes/coursan/subscriptions';
    const payload = { ...asked, language: 'fr' };
    const { statusCode, headers } = await app.inject({ method: 'POST', url, payload, remoteAddress });
    return [statusCode, headers['retry-after'] === undefined ? null : Number(headers['retry-after'])];
  };
}

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

it('one address waits ten minutes from its first request on, and is told for how long', async () => {
  const ask = town();
  for (let n = 0; n < 10; n += 1) expect(await ask('192.0.2.1')).toEqual([202, null]);
  later(MINUTE_MS);
  expect(await ask('192.0.2.1')).toEqual([429, 540]);
  later(9 * MINUTE_MS - 1);
  expect((await ask('192.0.2.1'))[0]).toBe(429);
  later(1);
  expect((await ask('192.0.2.1'))[0]).toBe(202);
});

it('one network waits a day', async () => {
  const ask = town();
  for (let n = 0; n < 200; n += 1) await ask(`2001:db8:1:${n}::1`);
  expect(await ask('2001:db8:1:200::1')).toEqual([429, 86_400]);
  later(DAY_MS - 1);
  expect((await ask('2001:db8:1:201::1'))[0]).toBe(429);
  later(1);
  expect((await ask('2001:db8:1:202::1'))[0]).toBe(202);
});

it('of however few texts a day one network may ask for one, and mail is not counted with them', async () => {
  const ask = town({ country: '+33', prefixes: ['+336'], perMinute: 30, requestsPerDay: 3 });
  const phone = '+33611111111';
  expect((await ask('192.0.2.1', { phone }))[0]).toBe(202);
  expect((await ask('192.0.2.1', { phone }))[0]).toBe(429);
  expect((await ask('192.0.2.1'))[0]).toBe(202);
});

it('where no texts are sent a number that comes with an address is not counted as one', async () => {
  expect((await town()('192.0.2.1', { email: 'ines@example.org', phone: '+33611111111' }))[0]).not.toBe(429);
});

it.each([
  [{ phone: ' 06 11 11 11 11 ' }, '06 11 11 11 11'],
  [{ phone: '1'.repeat(99) }, '1'.repeat(40)],
  [{ phone: ['06'] }, ''],
  [{}, ''],
  ['phone', ''],
  [null, ''],
])('in %j the number is %j', (body, phone) => expect(phoneOf(body)).toBe(phone));
