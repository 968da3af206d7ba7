import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { shareAnswer } from '../../src/http/shared-answer.ts';
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
    ['/api/openapi.json', 'br'],
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

describe('what is the same for everybody', () => {
  it('is made small once, however many ask', async () => {
    const { small } = shareAnswer('the same '.repeat(1_000));
    const [first, ...others] = await Promise.all([small('br'), small('br'), small('br')]);
    expect(first?.length).toBeLessThan(100);
    for (const each of others) expect(each).toBe(first);
  });

  it('goes out as it is where that is no longer', async () => {
    expect(await shareAnswer('short').small('gzip')).toBeNull();
  });

  it.each([
    [undefined, undefined],
    ['identity', undefined],
    ['deflate, gzip', 'gzip'],
    ['gzip, deflate, BR', 'br'],
    ['gzip;q=0.5, br;q=0', 'gzip'],
    ['br; q=0.000', undefined],
  ] as const)('for who takes %s it is %s', async (accepted, encoding) => {
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const answer = await (await flooded()).inject({ url: '/public/amont.css', headers });
    expect(answer.headers['content-encoding']).toBe(encoding);
  });

  it.each([
    ['amont.css', 'text/css; charset=utf-8'],
    ['push.js', 'text/javascript; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
    ['icon-192.png', 'image/png'],
  ])('%s is said to be %s, and may be kept for an hour', async (name, type) => {
    const { headers } = await (await flooded()).inject(`/public/${name}`);
    expect([headers['content-type'], headers['cache-control']]).toEqual([type, 'public, max-age=3600']);
  });

  it('no file beside those of pages is given', async () => {
    const app = await flooded();
    for (const url of [
      '/public/',
      '/public/server.ts',
      '/public/..%2Fserver.ts',
      '/public/%2e%2e/server.ts',
      '/public/constructor',
    ])
      expect((await app.inject(url)).statusCode).toBe(404);
  });
});
