import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld } from '../support/flood-world.ts';

it('gives its figures to this machine', async () => {
  const app = createServer(createWorld().doors);
  const here = await app.inject('/metrics');
  expect(here.statusCode).toBe(200);
  expect(here.body).toContain('amont_messages_total');
  const elsewhere = await app.inject({ url: '/metrics', remoteAddress: '198.51.100.7' });
  expect(elsewhere.statusCode).toBe(404);
  const passedOn = await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } });
  expect(passedOn.statusCode).toBe(404);
  await app.close();
});

it.each([
  ['x-forwarded-proto', 'https'],
  ['x-real-ip', '203.0.113.9'],
  ['via', '1.1 haproxy'],
])(
  'gives none through a proxy of this machine that does not say for whom it asks, but sends %s',
  async (name, value) => {
    const app = createServer(createWorld().doors, { trustProxy: true });
    expect((await app.inject({ url: '/metrics', headers: { [name]: value } })).statusCode).toBe(404);
    await app.close();
  },
);

it('gives them elsewhere to whoever shows the token of the town, through a proxy too, and to nobody else', async () => {
  const metricsToken = 'b3f1c5d2e4a60718';
  const answers = async (headers: Record<string, string>, token: string | null = metricsToken) => {
    const app = createServer({ ...createWorld().doors, metricsToken: token });
    return (await app.inject({ url: '/metrics', remoteAddress: '198.51.100.7', headers })).statusCode;
  };
  const authorization = `Bearer ${metricsToken}`;
  expect(await answers({ authorization })).toBe(200);
  expect(await answers({ authorization, 'x-forwarded-for': '203.0.113.9' })).toBe(200);
  expect(await answers({ authorization: `${authorization}0` })).toBe(404);
  expect(await answers({ authorization: 'Bearer ' })).toBe(404);
  expect(await answers({})).toBe(404);
  expect(await answers({ authorization: 'Bearer null' }, null)).toBe(404);
  expect(await answers({ authorization: 'Bearer ' }, null)).toBe(404);
});
