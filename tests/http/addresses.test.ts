import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';

const app = createServer(createWorld().doors);
const unreadable = ['%', '%E', 'Tr%E8bes', '%zz', '%C0%AF', '%ED%A0%80', '50%25%'];

it.each([...unreadable, 'a'.repeat(3000)])(
  'an address that cannot be read is a page that does not exist: %.20s',
  async (name) => {
    const page = await app.inject(`/en/communes/${name}`);
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(htmlFaults(page.body)).toEqual([]);
    expect(page.body).toContain('<html lang="en">');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  },
);

it.each(unreadable)('and in the API a problem: %s', async (name) => {
  const { statusCode, headers } = await app.inject(`/api/v1/stations/${name}/readings`);
  expect([statusCode, headers['content-type']]).toEqual([404, 'application/problem+json']);
});

it('what stands behind the path is left as it was', async () => {
  const { headers } = await app.inject('/fr/staff/replay?at=%E8&x=%25');
  expect(headers.location).toBe(`/fr/login?next=${encodeURIComponent('/fr/staff/replay?at=%E8&x=%25')}`);
});
