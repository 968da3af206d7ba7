import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atMost } from '../../../src/http/limits/at-most.ts';
import { createLoginLimit } from '../../../src/http/limits/login-limit.ts';
import { createPasswordChecks } from '../../../src/http/limits/password-checks.ts';
import { createServer } from '../../../src/http/server.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createWorld, PASSWORD } from '../../support/flood-world.ts';
import { createVisitor, logIn, type Visitor } from '../../support/visitor.ts';

const strangers = Array.from({ length: 200 }, (_, index) => `198.51.100.${index}`);

test('guessers with many addresses find a wall, and the mayor at her own address does not', () => {
  const limit = createLoginLimit(manualClock(0));
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(0);
  limit.forgive('mayor', '192.0.2.1', null);
  for (const address of strangers) expect(limit.attempt('mayor', address, null)).toBe(0);
  expect(limit.attempt('mayor', '203.0.113.9', null)).toBe(15);
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(0);
});

test('one owner of a whole IPv6 network, with an address for every guess, locks nobody else out', () => {
  const limit = createLoginLimit(manualClock(0));
  const waits = Array.from({ length: 200 }, (_, index) => limit.attempt('mayor', `2001:db8:1:${index}::1`, null));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(30);
  expect(limit.attempt('mayor', '2001:db8:2:1::1', null)).toBe(0);
  expect(limit.attempt('mayor', '203.0.113.9', null)).toBe(0);
  // Neighbours of the guesser get in to other accounts.
  expect(limit.attempt('deputy', '2001:db8:1:9::1', null)).toBe(0);
});

test('one owner of an IPv6 network cannot keep the checks busy with made-up accounts', () => {
  const limit = createLoginLimit(manualClock(0));
  const waits = Array.from({ length: 400 }, (_, index) =>
    limit.attempt(`made-up-${index}`, `2001:db8:1:${index}::1`, null),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(300);
  expect(limit.attempt('mayor', '2001:db8:2:1::1', null)).toBe(0);
});

test('one owner of many IPv6 networks frees no account by making up so many others that the oldest are forgotten', () => {
  const limit = createLoginLimit(manualClock(0));
  for (const address of strangers) limit.attempt('mayor', address, null);
  for (let network = 0; network < 40; network += 1)
    for (let n = 0; n < 300; n += 1)
      expect(limit.attempt(`made-up-${network}-${n}`, `2001:db8:${network}:${n}::1`, null)).toBe(0);
  expect(limit.attempt('mayor', '203.0.113.9', null)).toBe(15);
  expect(limit.attempt('made-up', '2001:db8:0:999::1', null)).toBe(15);
});

test('passwords of strangers that are being looked at leave room for a known browser', async () => {
  const check = createPasswordChecks();
  const { promise, resolve } = Promise.withResolvers<string>();
  const crowd = Array.from({ length: 10 }, () => check(null, () => promise));
  expect(await check('browser', async () => 'looked at')).toBe('looked at');
  resolve('wrong');
  expect((await Promise.all(crowd)).filter((each) => each === 'busy')).toHaveLength(8);
});

test('mayors who come at once with browsers they have used before wait for each other, and are not turned away', async () => {
  const check = createPasswordChecks();
  let atOnce = 0;
  let most = 0;
  const look = async () => {
    most = Math.max(most, ++atOnce);
    await setImmediate();
    atOnce -= 1;
    return 'looked at';
  };
  const come = (people: number) =>
    Promise.all(Array.from({ length: people }, (_, index) => check(`browser ${index}`, look)));
  expect(new Set(await come(22))).toEqual(new Set(['looked at']));
  expect(most).toBe(2);
  // They wait some seconds and not a minute.
  expect((await come(23)).filter((each) => each === 'busy')).toHaveLength(1);
});

test('an address that was never seen gets its turn again once the window is over', () => {
  const clock = manualClock(0);
  const limit = createLoginLimit(clock);
  for (const address of strangers) limit.attempt('mayor', address, null);
  expect(limit.attempt('mayor', '203.0.113.9', null)).toBe(15);
  clock.advanceTo(15 * MINUTE_MS);
  expect(limit.attempt('mayor', '203.0.113.9', null)).toBe(0);
});

test('guesses wait until the first is a quarter of an hour ago, and are counted anew after that', () => {
  const clock = manualClock(0);
  const limit = createLoginLimit(clock);
  const tryAt = (minute: number) => {
    clock.advanceTo(minute * MINUTE_MS);
    return limit.attempt('mayor', '192.0.2.1', null);
  };
  expect([0, 1, 2, 3, 4, 5].map(tryAt)).toEqual([0, 0, 0, 0, 0, 10]);
  expect([30, 30, 30, 30, 30, 30].map(tryAt)).toEqual([0, 0, 0, 0, 0, 15]);
});

test('who finds two limits reached waits for the later, to the end of its last minute', () => {
  const clock = manualClock(0);
  const limit = createLoginLimit(clock);
  for (let n = 0; n < 25; n += 1) limit.attempt(`made-up-${n}`, '192.0.2.1', null);
  clock.advanceTo(5 * MINUTE_MS);
  for (let n = 0; n < 5; n += 1) expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(0);
  clock.advanceTo(5.5 * MINUTE_MS);
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(15);
  clock.advanceTo(19.5 * MINUTE_MS);
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(1);
});

test('whoever gets in at the fifth try has five again', () => {
  const limit = createLoginLimit(manualClock(0));
  const tries = (count: number) => Array.from({ length: count }, () => limit.attempt('mayor', '192.0.2.1', null));
  tries(5);
  limit.forgive('mayor', '192.0.2.1', null);
  expect(tries(6)).toEqual([0, 0, 0, 0, 0, 15]);
});

test('the addresses of one IPv6 subscriber count as one', async () => {
  const { doors } = createWorld();
  const app = createServer(doors, { trustProxy: true });
  const from = (host: number) => ({ 'x-forwarded-for': `2001:db8:1:2::${host.toString(16)}` });
  const page = await app.inject({ url: '/en/login', headers: from(1) });
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const attempt = (host: number) =>
    app.inject({
      method: 'POST',
      url: '/en/login',
      headers: { ...from(host), cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ account: 'mayor-coursan', password: 'wrong', _csrf: token }).toString(),
    });
  for (let host = 1; host <= 5; host += 1) expect((await attempt(host)).statusCode).toBe(401);
  expect((await attempt(6)).statusCode).toBe(429);
});

test('what comes beyond the number at once is turned away, and there is room again afterwards', async () => {
  const run = atMost(1);
  const { promise, resolve } = Promise.withResolvers<string>();
  const first = run(() => promise);
  expect(await run(async () => 'second')).toBe('busy');
  resolve('first');
  expect(await first).toBe('first');
  await expect(
    run(async () => {
      throw new Error('failed');
    }),
  ).rejects.toThrow('failed');
  expect(await run(async () => 'third')).toBe('third');
});

test('never more than that are at work, also once some are done', async () => {
  const run = atMost(2);
  const { promise } = Promise.withResolvers<never>();
  void run(() => promise);
  await run(async () => 'done');
  void run(() => promise);
  expect(await run(async () => 'beyond')).toBe('busy');
});

test('so many wait, in turn, and what comes beyond is turned away', async () => {
  const run = atMost(1, 1);
  const { promise, resolve } = Promise.withResolvers<string>();
  const first = run(() => promise);
  const second = run(async () => 'second');
  expect(await run(async () => 'third')).toBe('busy');
  resolve('first');
  expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  expect(await run(async () => 'fourth')).toBe('fourth');
});

test('a mayor gets in at once with a browser she has used before, whatever strangers tried, also after a restart', async () => {
  const { doors } = createWorld();
  const browser = await logIn(createServer(doors), 'mayor-coursan');
  const app = createServer(doors);
  const stranger = createVisitor(app);
  const thief = await logIn(app, 'mayor-trebes');
  const attempt = async (visitor: typeof browser, password: string) => {
    const token = await visitor.token('/en/login');
    return (await visitor.post('/en/login', { account: 'mayor-coursan', password }, { token })).statusCode;
  };
  for (let turn = 0; turn < 5; turn += 1) expect(await attempt(stranger, 'wrong')).toBe(401);
  expect(await attempt(stranger, PASSWORD)).toBe(429);
  expect(await attempt(thief, PASSWORD)).toBe(429);
  expect(await attempt(createVisitor(app, browser.cookie()), PASSWORD)).toBe(303);
});

test.each(['mayor-trebes', 'not-mayor-coursan'])(
  'the cookie of one account (%s), put under the name of another’s, is no browser that that one has used',
  async (account) => {
    const { doors } = createWorld();
    doors.accounts.add({ ...doors.accounts.find('mayor-trebes')!, id: 'not-mayor-coursan' });
    const app = createServer(doors);
    const [, name = ''] = /(browser-[0-9a-f]+)=/.exec((await logIn(app, 'mayor-coursan')).cookie()) ?? [];
    const [, own = ''] = /browser-[0-9a-f]+=([^;]+)/.exec((await logIn(app, account)).cookie()) ?? [];
    const attempt = async (visitor: Visitor) => {
      const token = await visitor.token('/en/login');
      return (await visitor.post('/en/login', { account: 'mayor-coursan', password: 'wrong' }, { token })).statusCode;
    };
    for (let turn = 0; turn < 5; turn += 1) expect(await attempt(createVisitor(app))).toBe(401);
    expect(await attempt(createVisitor(app, `${name}=${own}`))).toBe(429);
  },
);

test('who gets in with an account of his own is forgiven that attempt, and not those at the accounts of others', () => {
  const limit = createLoginLimit(manualClock(0));
  const guess = (n: number) => limit.attempt(`made-up-${n}`, '192.0.2.1', null);
  for (let n = 0; n < 29; n += 1) expect(guess(n)).toBe(0);
  expect(limit.attempt('own', '192.0.2.1', null)).toBe(0);
  limit.forgive('own', '192.0.2.1', null);
  expect(guess(29)).toBe(0);
  expect(guess(30)).toBe(15);
});

test('a known browser has five guesses like everybody', async () => {
  const { doors } = createWorld();
  const app = createServer(doors);
  const browser = await logIn(app, 'mayor-coursan');
  const token = await browser.token('/en/login');
  const attempt = async (password: string) =>
    (await browser.post('/en/login', { account: 'mayor-coursan', password }, { token })).statusCode;
  const home = await logIn(app, 'mayor-coursan');
  for (let turn = 0; turn < 5; turn += 1) expect(await attempt('wrong')).toBe(401);
  expect(await attempt(PASSWORD)).toBe(429);
  const fields = { account: 'mayor-coursan', password: PASSWORD };
  // What was tried there makes nobody wait at another browser that the account knows.
  expect((await home.post('/en/login', fields, { token: await home.token('/en/login') })).statusCode).toBe(303);
});

test('the browsers of an account that was removed are a stranger’s: they take no room from those who are here', async () => {
  const { doors } = createWorld();
  const app = createServer(doors);
  const browsers: Visitor[] = [];
  for (let turn = 0; turn < 24; turn += 1) browsers.push(await logIn(app, 'mayor-trebes'));
  const mayor = await logIn(app, 'mayor-coursan');
  const token = await mayor.token('/en/login');
  const tokens = await Promise.all(browsers.map((each) => each.token('/en/login')));
  doors.accounts.remove('mayor-trebes');
  const fields = { account: 'mayor-trebes', password: 'wrong' };
  const crowd = browsers.map((each, index) => each.post('/en/login', fields, { token: tokens[index]! }));
  const honest = mayor.post('/en/login', { account: 'mayor-coursan', password: PASSWORD }, { token });
  expect((await honest).statusCode).toBe(303);
  await Promise.all(crowd);
});

test('who makes up accounts by the thousand frees none that is full', () => {
  const limit = createLoginLimit(manualClock(0));
  const tries = () => Array.from({ length: 6 }, () => limit.attempt('mayor', '192.0.2.1', null)).at(-1);
  expect(tries()).toBe(15);
  // Three counts for each of them and two for its address.
  for (let n = 0; n < 2_100; n += 1) limit.attempt(`made-up-${n}`, `10.0.${n >> 8}.${n & 255}`, null);
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(15);
});

test('a clock that was set back makes nobody wait until it is as late again', () => {
  let now = 3 * DAY_MS;
  const limit = createLoginLimit({ now: () => now });
  for (let n = 0; n < 5; n += 1) limit.attempt('mayor', '192.0.2.1', null);
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(15);
  now -= DAY_MS;
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(0);
});

test('an attempt whose password there was no room to look at is no guess: whoever tried while the checks were busy still gets in', async () => {
  const app = createServer(createWorld().doors);
  const visitor = createVisitor(app);
  const token = await visitor.token('/fr/login');
  const attempt = async (password: string) =>
    (await visitor.post('/fr/login', { account: 'mayor-coursan', password }, { token })).statusCode;
  const atOnce = await Promise.all(Array.from({ length: 5 }, () => attempt('wrong')));
  expect(atOnce.toSorted((a, b) => a - b)).toEqual([401, 401, 503, 503, 503]);
  expect(await attempt(PASSWORD)).toBe(303);
});

test('what is withdrawn frees the address, the network and the account, and no guess that was looked at', () => {
  const limit = createLoginLimit(manualClock(0));
  for (let turn = 0; turn < 500; turn += 1) {
    expect(limit.attempt('mayor', `198.51.100.${turn % 250}`, null)).toBe(0);
    limit.withdraw('mayor', `198.51.100.${turn % 250}`, null);
  }
  for (let turn = 0; turn < 5; turn += 1) expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(0);
  expect(limit.attempt('mayor', '192.0.2.1', null)).toBe(15);
});
