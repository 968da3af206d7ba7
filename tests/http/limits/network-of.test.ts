import { expect, test } from 'vitest';
import { networkOf } from '../../../src/http/limits/network-of.ts';
import { createServer } from '../../../src/http/server.ts';
import { createWorld } from '../../support/flood-world.ts';

test.each([
  ['192.0.2.7', '192.0.2.7:50123'],
  ['2001:db8:1:1::1', '[2001:db8:1:1::2]:50123'],
  ['2001:db8:1:1::1', '[2001:db8:1:1::3]'],
  ['2001:db8:1:1::1', '2001:db8:1:1::1:50123'],
  ['2001:db8:1:1::1', '2001:db8:1:1:0:0:0:1:8080'],
])('%s is counted with %s', (ip, withPort) => {
  expect(networkOf(withPort, 64)).toBe(networkOf(ip, 64));
});

test('neighbours are others', () => {
  expect(networkOf('192.0.2.7', 64)).not.toBe(networkOf('192.0.2.8', 64));
  expect(networkOf('2001:db8:1:1::1', 64)).not.toBe(networkOf('2001:db8:1:2::1', 64));
});

test.each([
  ['2001:db8:1:1::1:8080', '2001:db8:1:1::1'],
  ['2001:db8:1:1:2:3:4:5000', '2001:db8:1:1:2:3:4:5001'],
])('%s is an address as it stands, whose last group is no port', (ip, other) => {
  expect(networkOf(ip, 128)).not.toBe(networkOf(other, 128));
});

test('behind a proxy that writes the port too, a visitor reaches the limit of requests over many connections', async () => {
  const app = createServer(createWorld().doors, { trustProxy: true });
  const left = async (from: string) => {
    const { headers } = await app.inject({ url: '/en/nothing', headers: { 'x-forwarded-for': from } });
    return Number(headers['x-ratelimit-remaining']);
  };
  const first = await left('192.0.2.7:50123');
  expect(await left('192.0.2.7:50124')).toBe(first - 1);
  expect(await left('192.0.2.8:50124')).toBe(first);
});
