import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { answerToken } from '../../src/notification/asked/question.ts';
import { createWorld, PASSWORD } from '../support/flood-world.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

const https = { baseUrl: 'https://amont.example.org' };

describe('every page', () => {
  it('may run scripts of our own where browsers subscribe, and of nobody else', async () => {
    const { doors } = createWorld();
    doors.webPush = { publicKey: 'BA', services: ['push.example.org'] };
    const { headers } = await createServer(doors).inject('/fr/login');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';img-src 'self';script-src 'self';connect-src 'self';worker-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
  });

  it('for a frame is asked for with TLS as others are', async () => {
    const { headers } = await createServer(createWorld(https).doors).inject('/fr/communes/coursan/embed');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';img-src 'self';form-action 'none';base-uri 'none';frame-ancestors *;upgrade-insecure-requests",
    );
  });
});

it('cookies go back to this very host alone, for as long as they are good', async () => {
  const visitor = createVisitor(createServer(createWorld(https).doors));
  const token = await visitor.token('/fr/login');
  const { headers } = await visitor.post('/fr/login', { account: 'mayor-coursan', password: PASSWORD }, { token });
  const set = [headers['set-cookie'] ?? []].flat().map((each) => each.replace(/=[^;]+/, ''));
  expect(set.toSorted()).toEqual([
    '__Host-amont; Max-Age=43200; Path=/; HttpOnly; Secure; SameSite=Lax',
    expect.stringMatching(/^__Host-browser-[0-9a-f]{16}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
});

it('a form larger than any that a person fills in is refused unread', async () => {
  const app = createServer(createWorld().doors);
  for (const [language, limit, back] of [
    ['fr', 'dépasse 24 Ko', 'Revenez en arrière'],
    ['en', 'more than 24 KB', 'Go back'],
  ] as const) {
    const staff = await logIn(app, 'staff-aude', language);
    const { statusCode, body } = await staff.post(`/${language}/logout`, { note: 'x'.repeat(25_000) });
    expect([statusCode, body]).toEqual([413, expect.stringContaining(back)]);
    expect(body.replaceAll('&nbsp;', ' ')).toContain(limit);
  }
});

it('a mayor behind an address at which others have used up the minute still logs in, looks and answers', async () => {
  const { doors } = createWorld();
  const app = createServer(doors);
  const earlier = await logIn(app, 'mayor-coursan');
  // What is left in the morning: the session is over.
  const known = earlier
    .cookie()
    .split('; ')
    .filter((each) => !each.startsWith('amont='));
  for (let turn = 0; turn < 1_200; turn += 1) await app.inject('/api/nothing');
  const look = async (url: string, cookie = '') => (await app.inject({ url, headers: { cookie } })).statusCode;
  const link = answerToken({ event: 'coursan:1', contact: 'mayor-coursan' }, doors.keys.link);
  const forged = 'browser-0123456789abcdef=made-up%20mayor-coursan.forged';
  for (const url of ['/fr/login', `/fr/acknowledge/${link}x`]) {
    expect(await look(url)).toBe(429);
    expect(await look(url, forged)).toBe(429);
  }
  // There is no such alert; that is what it says.
  expect(await look(`/fr/acknowledge/${link}`)).toBe(404);
  const mayor = createVisitor(app, known.join('; '));
  const token = await mayor.token('/fr/login');
  expect((await mayor.post('/fr/login', { account: 'mayor-coursan', password: PASSWORD }, { token })).statusCode).toBe(
    303,
  );
  expect((await mayor.get('/fr/mayor/coursan')).statusCode).toBe(200);
});

it('all browsers that an account has logged in with are counted together: logging in anew gives no more requests', async () => {
  const app = createServer(createWorld().doors);
  const left = async () => {
    const { headers } = await (await logIn(app, 'mayor-coursan')).get('/fr/login');
    return Number(headers['x-ratelimit-remaining']);
  };
  const first = await left();
  expect(await left()).toBeLessThan(first);
});

it('the addresses of one IPv6 subscriber share the requests of a minute, and have them anew in the next', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const app = createServer(createWorld().doors);
  const look = async (remoteAddress: string) => (await app.inject({ url: '/api/nothing', remoteAddress })).statusCode;
  for (let host = 1; host <= 1_200; host += 1) await look(`2001:db8:1:2::${host.toString(16)}`);
  expect([await look('2001:db8:1:2::1'), await look('2001:db8:1:3::1')]).toEqual([429, 404]);
  vi.setSystemTime(Date.now() + MINUTE_MS - 1);
  expect(await look('2001:db8:1:2::1')).toBe(429);
  vi.setSystemTime(Date.now() + 1);
  expect(await look('2001:db8:1:2::1')).toBe(404);
});
