import { beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { receiptToken } from '../../src/notification/tried/receipt-link.ts';
import { signId } from '../../src/people/signed-link.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logEntryOf } from '../support/log-entries.ts';
import { createVisitor, logIn, type Visitor } from '../support/visitor.ts';

const EVIL = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';

const wholeDay = { station: 'coursan', quantity: 'stage', from: 0, to: 86_400_000 } as const;

const publicUrls = [
  '/',
  '/communes/coursan',
  '/communes/coursan?follow=1',
  '/communes/lagrasse',
  '/about',
  '/login',
  '/subscriptions/confirm/token-1',
  '/subscriptions/confirm/x',
  '/subscriptions/leave/x',
  '/nowhere',
];
const staffUrls = [
  '/mayor',
  '/mayor/coursan',
  '/mayor/lagrasse',
  '/mayor/coursan/sheet',
  '/mayor/coursan/log',
  '/mayor/coursan/log?follows=1',
  '/mayor/coursan/gauges/coursan',
  '/staff/alerts',
  '/staff/alerts/coursan-20200123T014000Z/report',
  '/staff/replay',
  '/staff/replay?commune=coursan&at=2020-01-23T02:30',
  '/staff/verification',
  '/staff',
  '/staff/map',
  '/staff/rules',
  '/staff/rejections',
  '/staff/messages',
  '/staff/policies',
  '/staff/record',
  '/staff/policy/coursan/coursan/danger',
  '/staff/stations/coursan/exclusions',
  '/staff/stations/coursan/suppressions',
  '/staff/stations/coursan/imports',
  '/staff/test-message',
  '/staff/test-message/all?commune=coursan',
  '/staff/communes',
  '/staff/stations',
  '/staff/stations?station=coursan',
  '/staff/exercise',
  '/staff/test-message/round',
  '/staff/test-message/communes',
];

describe.each(['fr', 'en'])('every page in %s', (language) => {
  let world: World;
  let guest: Visitor;
  let staff: Visitor;

  beforeAll(async () => {
    world = createWorld();
    await flood(world);
    const app = createServer(world.doors);
    guest = createVisitor(app);
    staff = await logIn(app, 'staff-aude', language);
    world.doors.requestSubscription('coursan', {
      way: 'email',
      address: 'ines@example.org',
      language: 'fr',
      quietHours: null,
    });
    spoil(world);
  });

  it.each(publicUrls)('%s is sound, and shows what strangers wrote as text', async (path) => {
    const { body } = await guest.get(`/${language}${path}`);
    expect(htmlFaults(body)).toEqual([]);
    expect(body).toContain(`<html lang="${language}">`);
  });

  it.each(staffUrls)('%s is sound, and shows what strangers wrote as text', async (path) => {
    const { body, statusCode } = await staff.get(`/${language}${path}`);
    expect(statusCode).toBe(200);
    expect(htmlFaults(body)).toEqual([]);
    expect(body).not.toContain('<img src=x');
  });

  it('so are the answers to what was typed wrong', async () => {
    const subscribed = await guest.post(`/${language}/communes/coursan/subscriptions`, { email: EVIL });
    const token = await staff.token(`/${language}/staff/policy/coursan/coursan/act`);
    const fields = {
      version: '3',
      markM: '4.6',
      raiseAt: EVIL,
      lowerAt: '20',
      leadTimeH: '6',
      k: '2',
      n: '3',
      minDwellMin: '60',
      releaseAfterMin: '',
      reason: EVIL,
    };
    const changed = await staff.post(`/${language}/staff/policy/coursan/coursan/act`, fields, { token });
    const login = await guest.post(
      `/${language}/login`,
      { account: EVIL, password: 'x' },
      { token: await guest.token(`/${language}/login`) },
    );
    expect([subscribed.statusCode, changed.statusCode, login.statusCode]).toEqual([422, 422, 401]);
    for (const { body } of [subscribed, changed, login]) {
      expect(htmlFaults(body)).toEqual([]);
      expect(body).toContain('&lt;script&gt;');
      expect(body).not.toContain('<img src=x');
    }
  });

  it('so is the caught mail, with its links to click', async () => {
    const one = await guest.get(`/demo/mail/1?lang=${language}`);
    for (const { body } of [await guest.get(`/demo/mail?lang=${language}`), one]) expect(htmlFaults(body)).toEqual([]);
    expect(one.body).toContain('<a href="http://127.0.0.1:8080/fr/subscriptions/confirm/token-1">');
    expect(one.body).toContain('&lt;script&gt;');
  });

  it('the same page in the other language is one link away', async () => {
    const other = language === 'fr' ? 'en' : 'fr';
    const { body } = await guest.get(`/${language}/communes/coursan`);
    expect(body).toContain(`<a href="/${other}/communes/coursan" lang="${other}" hreflang="${other}">`);
    expect(body).toContain(
      `<link rel="alternate" hreflang="${other}" href="http://127.0.0.1:8080/${other}/communes/coursan">`,
    );
  });

  it.each([
    '/staff/rules?commune=lagrasse',
    '/staff/verification?commune=lagrasse',
    '/staff/replay?commune=coursan&at=2020-01-23T02:30',
    '/staff/test-message?sent=x',
    '/communes/coursan?follow=1',
    '/login?next=/fr/mayor/coursan',
    '/?commune=s',
  ])('also where its address says more: %s', async (path) => {
    const other = language === 'fr' ? 'en' : 'fr';
    const { body } = await staff.get(`/${language}${path}`);
    expect(body).toContain(`<a href="/${other}${path.replaceAll('&', '&amp;')}" lang="${other}"`);
  });
});

describe('GET', () => {
  it('changes nothing, anywhere, whoever asks', async () => {
    const world = createWorld();
    await flood(world);
    const app = createServer(world.doors);
    world.doors.requestSubscription('coursan', {
      way: 'email',
      address: 'ines@example.org',
      language: 'fr',
      quietHours: null,
    });
    world.doors.subscriptions.confirm('a', 1);
    const staff = await logIn(app, 'staff-aude');
    const mayor = await logIn(app, 'mayor-coursan');
    world.doors.tests.send('coursan', 'coursan-mayor', { person: 'staff-aude' });
    const sent = { commune: 'coursan', contact: 'coursan-mayor', at: world.doors.clock.now() };
    const received = `/received/${receiptToken(sent, 'email', world.doors.keys.link)}`;
    const leave = `/subscriptions/leave/${signId('leave', 'a', world.doors.keys.link)}`;
    const { doors } = world;
    const all = () =>
      JSON.stringify([
        ['coursan', 'trebes', 'lagrasse'].map((each) => [
          doors.journal.state(each),
          doors.journal.events(each, { limit: 999 }),
          doors.journal.deliveries(each, 999),
          doors.subscriptions.confirmed(each),
        ]),
        doors.policies.history(99),
        doors.record.recent(null, 999),
        doors.logBook.recent('coursan', { limit: 999 }),
        doors.accounts.list(),
        doors.rejections.recent(99),
        world.requested,
      ]);
    const before = all();
    for (const visitor of [staff, mayor]) {
      for (const path of [...publicUrls, ...staffUrls, leave, received])
        for (const language of ['fr', 'en']) await visitor.get(`/${language}${path}`);
      for (const url of [
        '/',
        '/health',
        '/demo/mail',
        '/demo/mail/1',
        '/api/openapi.json',
        '/api/v1/session',
        '/api/v1/communes/coursan/events',
      ])
        await visitor.get(url);
    }
    expect(all()).toBe(before);
  });
});

/** Puts markup wherever a stranger, a sensor or a colleague can write. */
function spoil(world: World): void {
  const { doors, mail } = world;
  const at = doors.clock.now();
  doors.rejections.append([{ receivedAt: at, topic: EVIL, payload: EVIL, reason: 'malformed', detail: EVIL }]);
  const policy = doors.policies.current();
  const entry = { at, actor: { person: EVIL }, action: EVIL, commune: 'coursan', detail: { text: EVIL } };
  doors.policies.append({ author: EVIL, reason: EVIL, createdAt: at, rules: policy?.rules ?? [] }, entry);
  doors.policies.append({ author: 'staff-aude', reason: EVIL, createdAt: at, rules: policy?.rules ?? [] }, entry);
  const recipient = { kind: 'contact' as const, id: 'coursan-mayor' };
  doors.journal.enqueue({
    id: 'evil',
    event: 'coursan:1',
    commune: 'coursan',
    recipient,
    channel: 'email',
    language: 'fr',
    subject: EVIL,
    text: EVIL,
    createdAt: at + 1,
    about: 'alert',
    notBefore: 0,
  });
  doors.journal.settle('evil', { status: 'pending', attempts: 2, nextAttemptAt: 0, lastError: EVIL });
  const options = { format: EVIL, unit: EVIL, timeZone: EVIL };
  const past = { ...wholeDay, by: { machineUser: EVIL }, file: EVIL, options, at };
  world.imports.begin(past);
  const taken = world.imports.begin({ ...past, by: { person: EVIL } });
  world.imports.beginTakeBack(taken, { by: { person: EVIL }, reason: EVIL, at }, entry);
  doors.logBook.append({ ...logEntryOf(EVIL), follows: null });
  mail.push({ receivedAt: at, to: EVIL, subject: EVIL, text: EVIL, headers: {} });
}
