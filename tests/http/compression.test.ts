import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

async function flooded() {
  const world = createWorld({ kind: 'operational' });
  await flood(world);
  return createServer(world.doors);
}

const unpack = { br: brotliDecompressSync, gzip: gunzipSync };

describe('on a slow line', () => {
  it.each([
    ['/fr/communes/coursan', 'br'],
    ['/en/communes/coursan', 'gzip'],
    ['/public/amont.css', 'br'],
    ['/public/amont.css', 'gzip'],
  ] as const)('%s comes by %s in less than a third of its bytes, and is the same', async (url, encoding) => {
    const app = await flooded();
    const whole = await app.inject(url);
    expect(whole.headers['content-encoding']).toBeUndefined();
    const small = await app.inject({ url, headers: { 'accept-encoding': encoding } });
    expect(small.headers['content-encoding']).toBe(encoding);
    expect(small.headers.vary).toContain('accept-encoding');
    expect(small.rawPayload.length).toBeLessThan(whole.rawPayload.length * 0.3);
    expect(unpack[encoding](small.rawPayload).toString()).toBe(whole.body);
    expect(small.headers['cache-control']).toBe(whole.headers['cache-control']);
  });

  it('a page that the reader has is not sent again', async () => {
    const app = await flooded();
    const headers = { 'accept-encoding': 'gzip' };
    const { etag } = (await app.inject({ url: '/fr/communes/coursan', headers })).headers;
    // The same page uncompressed is another sequence of bytes: its name may only be a weak one (RFC 9110, 8.8.1).
    expect(etag).toMatch(/^W\//);
    const again = await app.inject({
      url: '/fr/communes/coursan',
      headers: { ...headers, 'if-none-match': String(etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each(['/fr/mayor/coursan', '/fr/staff', '/fr/login'])(
    '%s holds a token and is never compressed: its length would tell of it (BREACH)',
    async (url) => {
      const staff = await logIn(await flooded(), 'staff-aude', 'fr');
      const { headers, body } = await staff.get(url, { 'accept-encoding': 'br, gzip' });
      expect([headers['content-encoding'], body]).toEqual([undefined, expect.stringContaining('name="_csrf"')]);
    },
  );
});
