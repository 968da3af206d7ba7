import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld } from '../support/flood-world.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

const url = '/fr/mayor/coursan/log';
const text = 'L’eau entre <dans> la rue de la Paix';

function send(site: string | undefined, fields: Record<string, string>) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(site === undefined ? {} : { 'sec-fetch-site': site }),
  };
  const payload = new URLSearchParams({ _csrf: 'of last night', ...fields }).toString();
  return createServer(createWorld().doors).inject({ method: 'POST', url, headers, payload });
}

test('what was written in a form that has expired stands on the page that says so, to be copied', async () => {
  const { statusCode, body } = await send('same-origin', { kind: 'observation', text });
  expect(statusCode).toBe(403);
  expect(body).toContain('Ce que vous aviez écrit, à copier');
  expect(body).toMatch(/<textarea [^>]*readonly[^>]*>L’eau entre &lt;dans&gt; la rue de la Paix<\/textarea>/);
  expect(body).not.toContain('of last night');
});

test('so it does where the login has ended since: a new password was set meanwhile', async () => {
  const { doors } = createWorld();
  const app = createServer(doors);
  const mayor = await logIn(app, 'mayor-coursan');
  const token = await mayor.token(url);
  doors.accounts.setPassword('mayor-coursan', 'another');
  const payload = new URLSearchParams({ _csrf: token, kind: 'observation', text }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    cookie: mayor.cookie(),
  };
  const { statusCode, body } = await app.inject({ method: 'POST', url, headers, payload });
  expect([statusCode, body]).toEqual([403, expect.stringContaining('dans&gt; la rue de la Paix</textarea>')]);
  expect(doors.logBook.recent('coursan', { limit: 9 })).toEqual([]);
});

test('where nothing was written the login leads back to the page, not to where the form was sent', async () => {
  const { doors } = createWorld();
  const mayor = await logIn(createServer(doors), 'mayor-coursan');
  const token = await mayor.token(url);
  doors.accounts.setPassword('mayor-coursan', 'another');
  const sent = await mayor.post('/fr/mayor/coursan/acknowledge', { level: 'act' }, { token });
  expect([sent.statusCode, sent.headers.location]).toEqual([302, '/fr/login?next=%2Ffr%2Fmayor%2Fcoursan']);
});

test('from a form that has expired a link leads back to its page', async () => {
  const { body } = await createVisitor(createServer(createWorld().doors)).post('/fr/mayor/coursan/acknowledge', {
    level: 'act',
  });
  expect(/class="button" href="([^"]*)"/.exec(body)?.[1]).toBe('/fr/mayor/coursan');
});

test('so it does in one that is not understood', async () => {
  const { statusCode, body } = await send('same-origin', { kind: 'no such kind', text });
  expect([statusCode, body]).toEqual([400, expect.stringContaining('</textarea>')]);
});

test.each(['cross-site', 'same-site', undefined])(
  'nothing stands there that a page elsewhere sent (%s)',
  async (site) => {
    const { statusCode, body } = await send(site, { kind: 'observation', text });
    expect([statusCode, body]).toEqual([403, expect.not.stringContaining('textarea')]);
  },
);

test('whoever has to wait before subscribing gets back what was typed', async () => {
  const app = createServer(createWorld().doors);
  const ask = (site: string) =>
    app.inject({
      method: 'POST',
      url: '/fr/communes/coursan/subscriptions',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
      payload: 'email=ines%40example.org',
    });
  for (let turn = 0; turn < 10; turn += 1) await ask('same-origin');
  const [ours, other] = [await ask('same-origin'), await ask('cross-site')];
  expect([ours.statusCode, ours.body]).toEqual([429, expect.stringContaining('>ines@example.org</textarea>')]);
  expect([other.statusCode, other.body]).toEqual([429, expect.not.stringContaining('ines')]);
});
