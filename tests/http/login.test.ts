import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { hashPassword } from '../../src/people/password.ts';
import { createWorld, PASSWORD } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

function town(instance = {}) {
  const world = createWorld(instance);
  return { ...world, app: createServer(world.doors) };
}

describe('logging in', () => {
  it('answers alike to an unknown account and to a wrong password', async () => {
    const { app } = town();
    const visitor = createVisitor(app);
    const token = await visitor.token('/fr/login');
    const wrong = await visitor.post('/fr/login', { account: 'mayor-coursan', password: 'wrong' }, { token });
    const unknown = await visitor.post('/fr/login', { account: 'nobody-at-all', password: 'wrong' }, { token });
    const strip = (body: string) =>
      body.replaceAll('nobody-at-all', 'mayor-coursan').replace(/name="_csrf" value="[^"]+"/g, '');
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    expect(strip(unknown.body)).toBe(strip(wrong.body));
  });

  it('is refused without the form’s token', async () => {
    const { app } = town();
    const visitor = createVisitor(app);
    expect((await visitor.post('/fr/login', { account: 'mayor-coursan', password: PASSWORD })).statusCode).toBe(403);
    await visitor.get('/fr/login');
    expect((await visitor.post('/fr/login', { account: 'mayor-coursan', password: PASSWORD })).statusCode).toBe(403);
    expect((await visitor.get('/fr/mayor')).statusCode).toBe(302);
  });

  it('asks anew from a page that stood open too long, and knows whose account and what for', async () => {
    const { app } = town();
    const form = { account: 'mayor-coursan', password: 'as typed at night', next: '/fr/mayor/coursan/log' };
    const sent = (site: string) =>
      app.inject({
        method: 'POST',
        url: '/fr/login',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
        payload: new URLSearchParams({ ...form, _csrf: 'of last night' }).toString(),
      });
    const late = await sent('same-origin');
    expect(late.statusCode).toBe(403);
    expect(late.body).toContain('La page avait expiré');
    expect(late.body).toContain(
      'name="account" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" value="mayor-coursan"',
    );
    expect(late.body).toContain('name="next" value="/fr/mayor/coursan/log"');
    expect(late.body).not.toContain(form.password);
    // Nobody elsewhere puts a new session in the place of one that is open.
    const forged = await sent('cross-site');
    expect([forged.statusCode, forged.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('gives a new session: the token from before it opens nothing', async () => {
    const { app } = town();
    const visitor = createVisitor(app);
    const before = await visitor.token('/fr/login');
    const cookieBefore = visitor.cookie();
    await visitor.post('/fr/login', { account: 'mayor-coursan', password: PASSWORD }, { token: before });
    expect(visitor.cookie()).not.toBe(cookieBefore);
    expect((await visitor.post('/fr/logout', {}, { token: before })).statusCode).toBe(403);
  });

  it('keeps the cookie from scripts and other sites, and asks for TLS wherever there is a network', async () => {
    const cookieOf = async (baseUrl: string) =>
      String((await town({ baseUrl }).app.inject('/fr/login')).headers['set-cookie']);
    const local = await cookieOf('http://127.0.0.1:8080');
    expect(local).toMatch(/HttpOnly/);
    expect(local).toMatch(/SameSite=Lax/);
    expect(local).not.toMatch(/Secure/);
    expect(await cookieOf('https://amont.example.org')).toMatch(/Secure/);
    expect(await cookieOf('http://amont.example.org')).toMatch(/Secure/);
    // A neighbour of the domain could otherwise put a cookie of theirs in its place.
    expect(await cookieOf('https://amont.example.org')).toMatch(/^__Host-amont=/);
  });

  it('makes a guesser wait, for one account from one address, and says for how long', async () => {
    const { app } = town();
    const visitor = createVisitor(app);
    const token = await visitor.token('/en/login');
    const attempt = (account: string, password: string) => visitor.post('/en/login', { account, password }, { token });
    for (let turn = 0; turn < 5; turn += 1) expect((await attempt('mayor-coursan', 'wrong')).statusCode).toBe(401);
    const refused = await attempt('mayor-coursan', PASSWORD);
    expect(refused.statusCode).toBe(429);
    expect(refused.body).toContain('Wait 15');
    expect((await attempt('mayor-trebes', PASSWORD)).statusCode).toBe(303);
  });

  it('lets a person in at once who was given a new password while they had to wait', async () => {
    const { app, doors } = town();
    const visitor = createVisitor(app);
    const token = await visitor.token('/en/login');
    const attempt = (password: string) => visitor.post('/en/login', { account: 'mayor-coursan', password }, { token });
    for (let turn = 0; turn < 5; turn += 1) await attempt('wrong');
    expect((await attempt(PASSWORD)).statusCode).toBe(429);
    const fresh = 'a password that was set anew';
    doors.accounts.setPassword('mayor-coursan', await hashPassword(fresh));
    expect((await attempt(fresh)).statusCode).toBe(303);
  });

  it('tells whoever was woken and has no password at hand what they can do without, and where the situation stands', async () => {
    const { app } = town();
    const visitor = createVisitor(app);
    const { headers } = await visitor.get('/fr/mayor/coursan');
    const woken = (await visitor.get(String(headers.location))).body;
    expect(woken).toContain('Pas de mot de passe sous la main');
    expect(woken).toContain('<a href="/fr/communes/coursan">Voir la situation');
    for (const next of ['', '?next=/fr/mayor', '?next=/fr/mayor/nowhere', '?next=/fr/staff'])
      expect((await visitor.get(`/fr/login${next}`)).body).not.toContain('sous la main');
  });

  it('brings the person back to our own pages only', async () => {
    const { app } = town();
    const cases = [
      ['/fr/mayor/coursan', '/fr/mayor/coursan'],
      ['//evil.example/fr/mayor', '/fr/mayor'],
      ['https://evil.example', '/fr/mayor'],
      ['/fr/mayor/../../x', '/fr/mayor'],
    ] as const;
    for (const [next, to] of cases) {
      const visitor = createVisitor(app);
      const token = await visitor.token('/fr/login');
      const response = await visitor.post(
        '/fr/login',
        { account: 'mayor-coursan', password: PASSWORD, next },
        { token },
      );
      expect(response.headers.location).toBe(to);
    }
    const asked = await createVisitor(app).get('/fr/mayor/coursan');
    expect(asked.headers.location).toBe('/fr/login?next=%2Ffr%2Fmayor%2Fcoursan');
  });

  it('brings the person back to a form as it was filled in, however much was typed', async () => {
    const visitor = createVisitor(town().app);
    const next = `/fr/staff/policy/coursan/coursan/act?${new URLSearchParams({ markM: '4,6', reason: `_*_ ${'é'.repeat(900)}` }).toString()}`;
    const { body } = await visitor.get(`/fr/login?next=${encodeURIComponent(next)}`);
    expect(body).toContain(`name="next" value="${next.replace('&', '&amp;')}"`);
    const token = await visitor.token('/fr/login');
    const response = await visitor.post('/fr/login', { account: 'staff-aude', password: PASSWORD, next }, { token });
    expect([response.statusCode, response.headers.location]).toEqual([303, next]);
  });

  it('goes on in the language that was chosen there', async () => {
    const visitor = createVisitor(town().app);
    const { body } = await visitor.get('/fr/login?next=%2Ffr%2Fmayor%2Fcoursan%3Fdone%3Drelease');
    const english = /<a href="([^"]+)" lang="en"/.exec(body)?.[1];
    expect((await visitor.get(english!)).body).toContain('name="next" value="/en/mayor/coursan?done=release"');
  });

  it('says who is here, and that they are gone', async () => {
    const { app, present } = town();
    const visitor = await logIn(app, 'mayor-coursan');
    expect(present.get('mayor-coursan')).toBe(true);
    present.clear();
    await visitor.get('/fr/mayor/coursan');
    expect(present.get('mayor-coursan')).toBe(true);
    const token = await visitor.token('/fr/mayor/coursan');
    await visitor.post('/fr/logout', {}, { token });
    expect(present.get('mayor-coursan')).toBe(false);
  });

  it('clears the cookie while another process holds the database too, and says what it could not do', async () => {
    const { doors } = town();
    const held = async () => {
      throw new Error('database is locked');
    };
    const app = createServer({ ...doors, turn: held });
    const visitor = await logIn(app, 'mayor-coursan');
    const token = await visitor.token('/fr/mayor/coursan');
    const otherTab = createVisitor(app, visitor.cookie());
    const { statusCode, body } = await visitor.post('/fr/logout', {}, { token });
    expect(statusCode).toBe(200);
    // What another tab asked with the old cookie would set it again.
    expect((await otherTab.get('/fr/mayor/coursan')).statusCode).toBe(302);
    expect(body).toMatch(/Session fermée sur cet appareil.*demandez un nouveau mot de passe/s);
    expect(htmlFaults(body)).toEqual([]);
    expect((await visitor.get('/fr/mayor/coursan')).statusCode).toBe(302);
  });

  it('ends it for good once that other process lets go', async () => {
    const { doors } = town();
    let isHeld = true;
    const turn = async () => {
      if (isHeld) throw new Error('database is locked');
    };
    const app = createServer({ ...doors, turn });
    const visitor = await logIn(app, 'mayor-coursan');
    const thief = createVisitor(app, visitor.cookie());
    const token = await visitor.token('/fr/mayor/coursan');
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await visitor.post('/fr/logout', {}, { token });
    const afterRestart = async () =>
      (await createVisitor(createServer(doors), thief.cookie()).get('/fr/mayor/coursan')).statusCode;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await afterRestart()).toBe(200);
    isHeld = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await afterRestart()).toBe(302);
  });

  it('ends it for good once it can be written, where something else is wrong first; that is logged once', async () => {
    const { doors } = town();
    let [isHeld, isFull] = [true, true];
    const turn = async () => {
      if (isHeld) throw new Error('database is locked');
    };
    const lines: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    const endedSessions = {
      ...doors.endedSessions,
      end(...session: Parameters<typeof doors.endedSessions.end>) {
        if (isFull) throw new Error('database or disk is full');
        doors.endedSessions.end(...session);
      },
    };
    const app = createServer({ ...doors, endedSessions, turn }, { trustProxy: false, logger: log });
    const visitor = await logIn(app, 'mayor-coursan');
    const thief = createVisitor(app, visitor.cookie());
    const token = await visitor.token('/fr/mayor/coursan');
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await visitor.post('/fr/logout', {}, { token });
    const afterRestart = async () =>
      (await createVisitor(createServer(doors), thief.cookie()).get('/fr/mayor/coursan')).statusCode;
    isHeld = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines.filter((line) => /disk is full.*not ended yet/.test(line))).toHaveLength(1);
    expect(await afterRestart()).toBe(200);
    isFull = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await afterRestart()).toBe(302);
  });

  it('ends the session itself: a copy of the cookie opens nothing after logging out', async () => {
    const { doors } = town();
    const wallClock = manualClock(doors.wallClock.now());
    const app = createServer({ ...doors, wallClock });
    const visitor = await logIn(app, 'mayor-coursan');
    const token = await visitor.token('/fr/mayor/coursan');
    const thief = createVisitor(app, visitor.cookie());
    expect((await thief.get('/fr/mayor/coursan')).statusCode).toBe(200);
    await visitor.post('/fr/logout', {}, { token });
    expect((await thief.get('/fr/mayor/coursan')).statusCode).toBe(302);
    // Others log out until the cookie has expired by itself.
    wallClock.advanceTo(wallClock.now() + 12 * HOUR_MS);
    const other = await logIn(app, 'mayor-trebes');
    await other.post('/fr/logout', {}, { token: await other.token('/fr/mayor/trebes') });
    expect((await thief.get('/fr/mayor/coursan')).statusCode).toBe(302);
    const afterRestart = createVisitor(createServer(doors), thief.cookie());
    expect((await afterRestart.get('/fr/mayor/coursan')).statusCode).toBe(302);
  });

  it('lists demonstration accounts only where there are some', async () => {
    const { app, doors } = town();
    expect((await app.inject('/fr/login')).body).toContain('mayor-coursan');
    const real = createServer({ ...doors, demoAccounts: [] });
    expect((await real.inject('/fr/login')).body).not.toContain('mayor-coursan');
  });
});

describe('a session', () => {
  const page = '/fr/mayor/coursan';

  it('ends with a new password, and with the account', async () => {
    const { app, doors } = town();
    const visitor = await logIn(app, 'mayor-coursan');
    expect((await visitor.get(page)).statusCode).toBe(200);
    doors.accounts.setPassword('mayor-coursan', await hashPassword('a password that was set anew'));
    expect((await visitor.get(page)).statusCode).toBe(302);
    const other = await logIn(app, 'mayor-trebes');
    doors.accounts.remove('mayor-trebes');
    expect((await other.get('/fr/mayor/trebes')).statusCode).toBe(302);
  });

  it('opens the communes that its person has now, and no longer those of when it began', async () => {
    const { app, doors } = town();
    const visitor = await logIn(app, 'mayor-coursan');
    doors.accounts.setCommunes('mayor-coursan', ['trebes']);
    expect((await visitor.get(page)).statusCode).toBe(404);
    expect((await visitor.get('/fr/mayor/trebes')).statusCode).toBe(200);
  });

  it('lives twelve hours from its last page on', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const visitor = await logIn(town().app, 'mayor-coursan');
      const after = async (hours: number) => {
        vi.setSystemTime(Date.now() + hours * HOUR_MS);
        return (await visitor.get(page)).statusCode;
      };
      expect([await after(11), await after(11), await after(11), await after(13)]).toEqual([200, 200, 200, 302]);
    } finally {
      vi.useRealTimers();
    }
  });
});
