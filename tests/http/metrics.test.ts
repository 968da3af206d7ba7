import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld } from '../support/flood-world.ts';

it('gives its figures to this machine only', async () => {
  const app = createServer(createWorld().doors);
  const here = await app.inject('/metrics');
  expect(here.statusCode).toBe(200);
  expect(here.body).toContain('amont_messages_total');
  const elsewhere = await app.inject({ url: '/metrics', remoteAddress: '198.51.100.7' });
  expect(elsewhere.statusCode).toBe(404);
  await app.close();
});
