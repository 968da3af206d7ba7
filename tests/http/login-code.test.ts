import type { FastifyInstance } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { hashPassword } from '../../src/people/password.ts';
import { codesOnPaper, keyAddress, newSecondFactor } from '../../src/people/second-factor.ts';
import { hashToken } from '../../src/people/signed-link.ts';
import { codeShown } from '../support/code-app.ts';
import { createWorld, PASSWORD, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';

const ACCOUNT = 'staff-aude';
const HALF_MINUTE = 30_000;
const START = Date.parse('2026-11-29T03:00:00Z');

let world: World;
let app: FastifyInstance;
let wallClock: ReturnType<typeof manualClock>;
let factor = newSecondFactor();

beforeEach(() => {
  world = createWorld();
  wallClock = manualClock(START);
  world.doors.wallClock = wallClock;
  app = createServer(world.doors);
  factor = newSecondFactor();
  world.doors.accounts.setSecondFactor(ACCOUNT, factor);
});

const key = () => world.doors.keys.link;
const shown = (at = wallClock.now()) => codeShown(keyAddress(ACCOUNT, factor, key(), 'x'), at);
const paper = (place: number) => codesOnPaper(ACCOUNT, factor, key())[place]!;
const wait = (ms: number) => wallClock.advanceTo(wallClock.now() + ms);

async function givePassword(visitor: Visitor, next = '') {
  const token = await visitor.token('/fr/login');
  return visitor.post('/fr/login', { account: ACCOUNT, password: PASSWORD, next }, { token });
}

async function giveCode(visitor: Visitor, code: string, next = '') {
  const token = await visitor.token('/fr/login/code');
  return visitor.post('/fr/login/code', { code, next }, { token });
}

const isIn = async (visitor: Visitor) => (await visitor.get('/fr/staff')).statusCode === 200;
const actions = () => world.doors.record.recent(null, 20).map(({ action }) => action);

describe('an account with a second factor', () => {
  it('is asked for the code after the password, and opens nothing before it', async () => {
    const visitor = createVisitor(app);
    const halfway = await givePassword(visitor, '/fr/staff/rules');
    expect([halfway.statusCode, halfway.headers.location]).toEqual([303, '/fr/login/code?next=%2Ffr%2Fstaff%2Frules']);
    expect(await isIn(visitor)).toBe(false);
    expect((await visitor.get('/api/v1/session')).statusCode).toBe(401);
    const page = await visitor.get('/fr/login/code?next=%2Ffr%2Fstaff%2Frules');
    expect(htmlFaults(page.body)).toEqual([]);
    expect(page.body).toContain('autocomplete="one-time-code"');
    expect(page.body).toContain('name="next" value="/fr/staff/rules"');
    const done = await giveCode(visitor, shown(), '/fr/staff/rules');
    expect([done.statusCode, done.headers.location]).toEqual([303, '/fr/staff/rules']);
    expect(await isIn(visitor)).toBe(true);
  });

  it('does not get in with a wrong code, an old one, or one that somebody has used, and the record says so', async () => {
    const visitor = createVisitor(app);
    await givePassword(visitor);
    const wrong = await giveCode(visitor, shown(START + 10 * MINUTE_MS));
    expect(wrong.statusCode).toBe(401);
    expect(wrong.body).toContain('Ce code n’est pas le bon');
    expect((await giveCode(visitor, shown(START - 2 * HALF_MINUTE))).statusCode).toBe(401);
    expect(await isIn(visitor)).toBe(false);
    expect((await giveCode(visitor, shown())).statusCode).toBe(303);

    const shoulder = createVisitor(app);
    await givePassword(shoulder);
    expect((await giveCode(shoulder, shown())).statusCode).toBe(401);
    wait(HALF_MINUTE);
    expect((await giveCode(shoulder, shown())).statusCode).toBe(303);
    expect(actions().slice(0, 3)).toEqual(['account.code-wrong', 'account.code-wrong', 'account.code-wrong']);
  });

  it('begins anew after a right code: its owner mistypes some at each of two new browsers', async () => {
    for (let browser = 0; browser < 2; browser++) {
      const visitor = createVisitor(app);
      await givePassword(visitor);
      for (let turn = 0; turn < 4; turn++) expect((await giveCode(visitor, '000000')).statusCode).toBe(401);
      expect((await giveCode(visitor, paper(browser))).statusCode).toBe(303);
    }
  });

  it('gets in by a double tap, which sends the same code twice', async () => {
    const visitor = createVisitor(app);
    await givePassword(visitor);
    const token = await visitor.token('/fr/login/code');
    const twin = createVisitor(app, visitor.cookie());
    for (const each of [visitor, twin])
      expect((await each.post('/fr/login/code', { code: shown() }, { token })).statusCode).toBe(303);
    expect(await isIn(twin)).toBe(true);
    expect(actions()).not.toContain('account.code-wrong');
  });

  it('gets in with each code on paper once', async () => {
    const visitor = createVisitor(app);
    await givePassword(visitor);
    expect((await giveCode(visitor, paper(2))).statusCode).toBe(303);
    expect(await isIn(visitor)).toBe(true);
    const thief = createVisitor(app);
    await givePassword(thief);
    expect((await giveCode(thief, paper(2))).statusCode).toBe(401);
    expect((await giveCode(thief, paper(3))).statusCode).toBe(303);
    expect(world.doors.record.recent(null, 1)).toMatchObject([
      { action: 'account.paper-code-used', actor: { person: ACCOUNT }, detail: { left: 6 } },
    ]);
    // The sheet that is used up ends nobody's session.
    expect(await isIn(visitor)).toBe(true);
  });

  it('lets nobody guess: five codes an hour, in all languages together, whatever the address', async () => {
    const visitor = createVisitor(app);
    await givePassword(visitor);
    for (let turn = 0; turn < 4; turn++) expect((await giveCode(visitor, '000000')).statusCode).toBe(401);
    const other = createVisitor(app);
    await givePassword(other);
    expect((await giveCode(other, '00000000')).statusCode).toBe(401);
    const refused = await giveCode(other, shown());
    expect(refused.statusCode).toBe(429);
    const token = await other.token('/en/login/code');
    expect((await other.post('/en/login/code', { code: shown() }, { token })).statusCode).toBe(429);
    wait(HOUR_MS);
    const later = createVisitor(app);
    await givePassword(later);
    expect((await giveCode(later, shown())).statusCode).toBe(303);
  });

  it('does not guess more often by browsers that were known before there was a factor', async () => {
    world.doors.accounts.setSecondFactor(ACCOUNT, null);
    const [one, two] = [createVisitor(app), createVisitor(app)];
    await givePassword(one);
    await givePassword(two);
    world.doors.accounts.setSecondFactor(ACCOUNT, factor);
    await givePassword(one);
    for (let turn = 0; turn < 5; turn++) expect((await giveCode(one, '000000')).statusCode).toBe(401);
    await givePassword(two);
    expect((await giveCode(two, '000000')).statusCode).toBe(429);
  });

  it('does not wait for what was guessed before a new password, or before a new factor', async () => {
    const thief = createVisitor(app);
    const guessAll = async () => {
      await givePassword(thief);
      for (let turn = 0; turn < 5; turn++) await giveCode(thief, '000000');
      expect((await giveCode(thief, '000000')).statusCode).toBe(429);
    };
    await guessAll();
    factor = newSecondFactor();
    world.doors.accounts.setSecondFactor(ACCOUNT, factor);
    await guessAll();
    world.doors.accounts.setPassword(ACCOUNT, await hashPassword(PASSWORD));
    const own = createVisitor(app);
    await givePassword(own);
    expect((await giveCode(own, shown())).statusCode).toBe(303);
  });

  it('is not asked again for thirty days in a browser that it was given in, and a thief makes nobody wait there', async () => {
    const own = createVisitor(app);
    await givePassword(own);
    await giveCode(own, shown());
    wait(29 * DAY_MS);
    const thief = createVisitor(app);
    await givePassword(thief);
    for (let turn = 0; turn < 5; turn++) await giveCode(thief, '000000');
    const known = await givePassword(own);
    expect(known.headers.location).toBe('/fr/staff');
    expect(await isIn(own)).toBe(true);
    // The thirty days run from the code, not from the last login.
    wait(DAY_MS);
    expect((await givePassword(own)).headers.location).toMatch('/fr/login/code');
    for (let turn = 0; turn < 5; turn++) await giveCode(thief, '000000');
    expect((await giveCode(own, shown())).statusCode).toBe(303);
  });

  it('is asked anew everywhere once the factor is another, and by a browser that was known before there was one', async () => {
    world.doors.accounts.setSecondFactor(ACCOUNT, null);
    const visitor = createVisitor(app);
    expect((await givePassword(visitor)).headers.location).toBe('/fr/staff');
    world.doors.accounts.setSecondFactor(ACCOUNT, factor);
    expect(await isIn(visitor)).toBe(false);
    expect((await givePassword(visitor)).headers.location).toMatch('/fr/login/code');
    await giveCode(visitor, shown());
    expect(await isIn(visitor)).toBe(true);
    factor = newSecondFactor();
    world.doors.accounts.setSecondFactor(ACCOUNT, factor);
    expect(await isIn(visitor)).toBe(false);
    expect((await givePassword(visitor)).headers.location).toMatch('/fr/login/code');
    world.doors.accounts.setSecondFactor(ACCOUNT, null);
    expect((await givePassword(visitor)).headers.location).toBe('/fr/staff');
  });

  it('is asked anew everywhere once the password is another: who knew the old one is trusted no more, and no session goes on', async () => {
    const visitor = createVisitor(app);
    await givePassword(visitor);
    await giveCode(visitor, shown());
    world.doors.accounts.setPassword(ACCOUNT, await hashPassword(PASSWORD));
    expect(await isIn(visitor)).toBe(false);
    expect((await givePassword(visitor)).headers.location).toMatch('/fr/login/code');
    wait(HALF_MINUTE);
    await giveCode(visitor, shown());
    expect((await givePassword(visitor)).headers.location).toBe('/fr/staff');
  });

  it('has no part in the sessions of accounts without one: those of before this version go on', async () => {
    world.doors.accounts.setSecondFactor(ACCOUNT, null);
    await app.ready();
    const proof = hashToken(world.doors.accounts.find(ACCOUNT)!.passwordHash).slice(0, 16);
    const session = app.encodeSecureSession(app.createSecureSession({ id: 'before', account: ACCOUNT, proof }));
    const [name] = (await app.inject('/fr/login')).cookies.map((cookie) => cookie.name);
    expect(await isIn(createVisitor(app, `${name}=${encodeURIComponent(session)}`))).toBe(true);
    world.doors.accounts.setSecondFactor(ACCOUNT, factor);
    expect(await isIn(createVisitor(app, `${name}=${encodeURIComponent(session)}`))).toBe(false);
  });

  it('waits ten minutes for the code, and no longer than the password is the same', async () => {
    const visitor = createVisitor(app);
    await givePassword(visitor);
    const token = await visitor.token('/fr/login/code');
    wait(10 * MINUTE_MS);
    const late = await visitor.post('/fr/login/code', { code: shown(), next: '/fr/staff/rules' }, { token });
    expect([late.statusCode, late.headers.location]).toEqual([303, '/fr/login?next=%2Ffr%2Fstaff%2Frules']);
    await givePassword(visitor);
    world.doors.accounts.setPassword(ACCOUNT, await hashPassword('another password than before'));
    expect((await visitor.get('/fr/login/code')).statusCode).toBe(303);
  });

  it('gets in by its app while another process holds the database; a guess counts then too, and a code on paper is not used up', async () => {
    const held = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    let isHeld = true;
    world.doors.turn = async () => {
      if (isHeld) throw held;
    };
    const visitor = createVisitor(app);
    await givePassword(visitor);
    const [wrong, onPaper] = [await giveCode(visitor, '000000'), await giveCode(visitor, paper(2))];
    expect([wrong, onPaper].map(({ statusCode }) => statusCode)).toEqual([503, 503]);
    expect(await isIn(visitor)).toBe(false);
    expect((await giveCode(visitor, shown())).statusCode).toBe(303);
    expect(await isIn(visitor)).toBe(true);
    expect(actions().filter((action) => action.startsWith('account.'))).toEqual([]);
    isHeld = false;
    const another = createVisitor(app);
    await givePassword(another);
    expect((await giveCode(another, paper(2))).statusCode).toBe(303);
  });

  it('gets in by a code on paper once, though it is sent twice while the turn to write is awaited', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const [one, other] = [createVisitor(app), createVisitor(app)];
    for (const each of [one, other]) await givePassword(each);
    world.doors.turn = () => promise;
    const both = [giveCode(one, paper(2)), giveCode(other, paper(2))];
    await new Promise((after) => setTimeout(after, 50));
    resolve();
    expect((await Promise.all(both)).map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([303, 401]);
  });

  it('is asked for no code that nobody’s password came before, and takes none without the form’s token', async () => {
    const stranger = createVisitor(app);
    expect((await stranger.get('/fr/login/code')).headers.location).toBe('/fr/login?next=');
    const token = await stranger.token('/fr/login');
    const sent = await stranger.post('/fr/login/code', { code: shown() }, { token });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, '/fr/login?next=']);
    const visitor = createVisitor(app);
    await givePassword(visitor);
    expect((await visitor.post('/fr/login/code', { code: shown() })).statusCode).toBe(403);
    expect(await isIn(visitor)).toBe(false);
  });

  it('brings the person back to our own pages only', async () => {
    const visitor = createVisitor(app);
    await givePassword(visitor);
    expect((await giveCode(visitor, shown(), 'https://evil.example')).headers.location).toBe('/fr/staff');
  });
});
