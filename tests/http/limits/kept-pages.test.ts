import { expect, test } from 'vitest';
import { keepPages } from '../../../src/http/limits/kept-pages.ts';
import { createServer } from '../../../src/http/server.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { eventually } from '../../support/eventually.ts';
import { createWorld, flood, NOW } from '../../support/flood-world.ts';
import { createVisitor, logIn } from '../../support/visitor.ts';

async function town() {
  const world = createWorld({ kind: 'operational' });
  await flood(world);
  const { doors } = world;
  const wallClock = manualClock(NOW);
  let asked = 0;
  const state = (commune: string) => {
    asked += 1;
    return doors.journal.state(commune);
  };
  const app = createServer({ ...doors, wallClock, journal: { ...doors.journal, state } });
  return { app, wallClock, asked: () => asked };
}

test('a town that looks at once costs one page in five seconds, in each language and with or without reloading', async () => {
  const { app, wallClock, asked } = await town();
  const url = '/fr/communes/coursan';
  const first = await app.inject(url);
  const once = asked();
  const crowd = await Promise.all(Array.from({ length: 50 }, () => app.inject(url)));
  expect(crowd.every(({ statusCode, body }) => statusCode === 200 && body === first.body)).toBe(true);
  expect(asked()).toBe(once);
  expect((await app.inject(`${url}?follow`)).body).toContain('http-equiv="refresh"');
  expect((await app.inject('/en/communes/coursan')).body).toContain('lang="en"');
  expect(asked()).toBe(3 * once);
  // Another commune has fewer gauges above it.
  expect((await app.inject('/fr/communes/trebes')).body).not.toBe(first.body);
  const others = asked();
  expect(others).toBeGreaterThan(3 * once);
  wallClock.advanceTo(NOW + 5_000);
  await app.inject(url);
  expect(asked()).toBe(others + once);
});

test('a clock set back does not keep a page until it is as late again', async () => {
  let now = NOW;
  const kept = keepPages({ now: () => now });
  expect(await kept.get('a', async () => 'old')).toBe('old');
  now -= 60_000;
  expect(await kept.get('a', async () => 'new')).toBe('new');
});

test('a page that is shown no more is not kept in memory: each message of an alert has an address of its own', async () => {
  const clock = manualClock(0);
  const kept = keepPages<readonly string[]>(clock);
  const first = new WeakRef(await kept.get('cap 1', async () => ['a message']));
  clock.advanceTo(5_000);
  await kept.get('cap 2', async () => ['the next']);
  await eventually(() => {
    collectGarbage();
    return first.deref() === undefined;
  }, 'the first is not in memory any more');
});

test('whoever acts sees at once what came of it', async () => {
  const { app } = await town();
  const mayor = await logIn(app, 'mayor-coursan');
  const before = (await app.inject('/fr/communes/coursan')).body;
  const token = await mayor.token('/fr/mayor/coursan');
  const released = await mayor.post('/fr/mayor/coursan/release', { level: 'act' }, { token });
  expect(released.statusCode).toBe(303);
  expect((await app.inject('/fr/communes/coursan')).body).not.toBe(before);
});

test('whoever only comes in or leaves changes no page: a stranger who does so again and again has none made anew', async () => {
  const { app, asked } = await town();
  const stranger = createVisitor(app);
  await app.inject('/fr/communes/coursan');
  const once = asked();
  const token = await stranger.token('/fr/login');
  expect((await stranger.post('/fr/logout', {}, { token })).statusCode).toBe(303);
  await logIn(app, 'mayor-coursan');
  await app.inject('/fr/communes/coursan');
  expect(asked()).toBe(once);
});

test('a page that could not be made is made anew', async () => {
  const kept = keepPages(manualClock(0));
  await expect(kept.get('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await kept.get('a', async () => 'page')).toBe('page');
});

test('whatever is looked for, in whichever language, all communes are looked up once in five seconds', async () => {
  const { app, wallClock, asked } = await town();
  expect((await app.inject('/fr/?commune=s')).body).toContain('Trèbes');
  const once = asked();
  expect(once).toBeGreaterThan(0);
  expect((await app.inject('/fr/?commune=a')).body).toContain('Lagrasse');
  expect((await app.inject('/en/?commune=s')).body).toContain('Coursan');
  expect(asked()).toBe(once);
  wallClock.advanceTo(NOW + 5_000);
  await app.inject('/fr/?commune=s');
  expect(asked()).toBe(2 * once);
});

test('the home page is made of what is, not of what a search has kept: it would be ten seconds old', async () => {
  const world = createWorld({ kind: 'operational' });
  await flood(world);
  const { doors } = world;
  const wallClock = manualClock(NOW);
  let isRaised = false;
  const state = (commune: string) => {
    const found = doors.journal.state(commune);
    return isRaised || !found ? found : { ...found, alert: null };
  };
  const app = createServer({ ...doors, wallClock, journal: { ...doors.journal, state } });
  expect((await app.inject('/fr/?commune=s')).body).not.toContain('level-waiting');
  isRaised = true;
  wallClock.advanceTo(NOW + 4_900);
  expect((await app.inject('/fr/')).body).toContain('level-waiting');
});

test('the home page costs one look at all communes in five seconds, in each language', async () => {
  const { app, wallClock, asked } = await town();
  expect((await app.inject('/en/')).body).toContain('Coursan');
  const once = asked();
  await Promise.all(Array.from({ length: 20 }, () => app.inject('/en/')));
  expect(asked()).toBe(once);
  await app.inject('/fr/');
  expect(asked()).toBe(2 * once);
  wallClock.advanceTo(NOW + 5_000);
  await app.inject('/en/');
  expect(asked()).toBe(3 * once);
});

test.each(['/api/v1/communes', '/api/v1/communes/coursan'])(
  'programs that ask %s without end cost one answer in five seconds',
  async (url) => {
    const { app, wallClock, asked } = await town();
    const first = await app.inject(url);
    const once = asked();
    const crowd = await Promise.all(Array.from({ length: 20 }, () => app.inject(url)));
    expect(crowd.every(({ statusCode, body }) => statusCode === 200 && body === first.body)).toBe(true);
    expect(first.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(asked()).toBe(once);
    wallClock.advanceTo(NOW + 5_000);
    await app.inject(url);
    expect(asked()).toBe(2 * once);
  },
);

test('whoever follows a dead link out of a subscription again and again has no page made anew', async () => {
  const { app, asked } = await town();
  await app.inject('/fr/communes/coursan');
  const once = asked();
  expect((await app.inject({ method: 'POST', url: '/fr/subscriptions/leave/nobody.s' })).statusCode).toBe(200);
  expect((await app.inject({ method: 'POST', url: '/fr/subscriptions/change/nobody.s' })).statusCode).toBe(200);
  await app.inject('/fr/communes/coursan');
  expect(asked()).toBe(once);
});
