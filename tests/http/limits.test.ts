import { get } from 'node:http';
import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { listen } from '../support/browser.ts';
import { createWorld } from '../support/flood-world.ts';

test('pages that do not exist count as requests: a scanner is turned away, others are not', async () => {
  const app = createServer(createWorld().doors);
  const look = async (url: string, remoteAddress: string) => (await app.inject({ url, remoteAddress })).statusCode;
  for (let turn = 0; turn < 1_200; turn += 1) await app.inject({ url: '/api/nothing', remoteAddress: '192.0.2.1' });
  expect(await look('/api/nothing', '192.0.2.1')).toBe(429);
  expect(await look('/en/nothing', '192.0.2.1')).toBe(429);
  expect(await look('/en/', '192.0.2.1')).toBe(429);
  expect(await look('/api/nothing', '192.0.2.2')).toBe(404);
});

test('a request that never ends is ended', () => {
  const { server } = createServer(createWorld().doors);
  expect(server.requestTimeout).toBe(60_000);
});

test('a connection of whose answer nothing is taken for a minute is ended', async () => {
  const app = createServer(createWorld().doors);
  const url = await listen(app);
  const during: (number | undefined)[] = [];
  app.server.on('request', (_request, response) => {
    response.prependListener('finish', () => during.push(response.socket?.timeout));
  });
  for (const path of ['/en/', '/api/v1/stations/coursan/readings', '/nothing']) await (await fetch(url + path)).text();
  expect(during).toEqual([60_000, 60_000, 60_000]);
  await app.close();
});

test.each(['//', '//a:b', '/\\'])('%s is an address that does not exist, and no fault of the service', async (path) => {
  const app = createServer(createWorld().doors);
  const { hostname, port } = new URL(await listen(app));
  const status = await new Promise((resolve, reject) => {
    get({ hostname, port, path }, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
  expect(status).toBe(404);
  await app.close();
});

test('however many watch how the service does, by GET or HEAD and behind one address, none is turned away, and they cost one look a second', async () => {
  const { doors } = createWorld({ kind: 'operational' });
  const wallClock = manualClock(0);
  let looks = 0;
  const brokerConnected = () => {
    looks += 1;
    return looks < 2;
  };
  const app = createServer({ ...doors, wallClock, brokerConnected });
  const crowd = (method: 'GET' | 'HEAD') =>
    Promise.all(Array.from({ length: 300 }, async () => (await app.inject({ method, url: '/health' })).statusCode));
  expect(new Set([...(await crowd('GET')), ...(await crowd('HEAD'))])).toEqual(new Set([200]));
  expect(looks).toBe(1);
  wallClock.advanceTo(1_000);
  expect(new Set([...(await crowd('GET')), ...(await crowd('HEAD'))])).toEqual(new Set([503]));
  expect(looks).toBe(2);
});

test('in a replay, which moves minutes in a second, how the service does is told anew each time', async () => {
  const { doors } = createWorld();
  let isConnected = true;
  const app = createServer({ ...doors, brokerConnected: () => isConnected });
  expect((await app.inject('/health')).statusCode).toBe(200);
  isConnected = false;
  expect((await app.inject('/health')).statusCode).toBe(503);
});

test('whoever searches without end is turned away, and still sees the first page; others search on', async () => {
  const app = createServer(createWorld().doors);
  const look = async (url: string, remoteAddress: string) => (await app.inject({ url, remoteAddress })).statusCode;
  for (let turn = 0; turn < 120; turn += 1) await look(`/en/?commune=x${turn}`, '192.0.2.1');
  expect(await look('/en/?commune=e', '192.0.2.1')).toBe(429);
  expect(await look('/en/', '192.0.2.1')).toBe(200);
  expect(await look('/en/?commune=e', '192.0.2.2')).toBe(200);
});

test('searches are counted together in all languages', async () => {
  const app = createServer(createWorld().doors);
  const look = async (url: string) => (await app.inject({ url, remoteAddress: '192.0.2.1' })).statusCode;
  for (let turn = 0; turn < 60; turn += 1) await Promise.all([look('/en/?commune=e'), look('/fr/?commune=e')]);
  expect(await look('/en/?commune=e')).toBe(429);
  expect(await look('/fr/?commune=e')).toBe(429);
});

test('a village behind one address of its phone company types its name and is led to its page, also when others there have searched without end', async () => {
  const app = createServer(createWorld().doors);
  const look = async (typed: string) =>
    (await app.inject({ url: `/fr/?commune=${typed}`, remoteAddress: '192.0.2.1' })).statusCode;
  for (let turn = 0; turn < 130; turn += 1) expect(await look('Coursan')).toBe(302);
  expect(await look('e')).toBe(200);
  for (let turn = 0; turn < 120; turn += 1) await look('e');
  expect(await look('e')).toBe(429);
  expect(await look('coursan')).toBe(302);
});
