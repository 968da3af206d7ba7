import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { createRecentFaults } from '../../src/compose/recent-faults.ts';
import { type DeliveryParts, startDelivery } from '../../src/compose/start-delivery.ts';
import type { Instance } from '../../src/config/config.ts';
import { machineClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { err } from '../../src/lib/result.ts';
import type { ChannelName, OutboxRow, Recipient } from '../../src/notification/outbox.ts';
import type { PhoneGateway } from '../../src/notification/phone/phone-gateway.ts';
import { createSqliteJournal } from '../../src/store/sqlite/journal.ts';
import { rowOf } from '../support/commits.ts';
import { eventually } from '../support/eventually.ts';
import { addressOf } from '../support/mail-channel.ts';
import { testMailServers } from '../support/mail-server.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { smsGateway } from '../support/sms-gateway.ts';

const openDatabase = testDatabases();
const mailServer = testMailServers();
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const instance: Instance = { name: 'Aude', kind: 'operational', baseUrl: 'https://a.example.org', languages: ['fr'] };

/** A town whose mail server never answers for the addresses that begin with `hang`. */
async function town(
  lines: string[] = [],
  connections = 3,
  sms: PhoneGateway | null = null,
  perMinute = 600,
  lookUp: DeliveryParts['mailroom']['lookUp'] = addressOf,
  kind: Instance['kind'] = 'operational',
) {
  const metrics = createMetrics();
  const faults = createRecentFaults(machineClock);
  const server = await mailServer((address) => (address.startsWith('hang') ? 'hang' : null));
  const mail = {
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    username: null,
    password: null,
    from: 'a@b.fr',
    connections,
  };
  const db = await openDatabase();
  const journal = createSqliteJournal(db);
  const parts = new AsyncDisposableStack();
  const residentTexts = { country: '+33', prefixes: ['+33'], perMinute, requestsPerDay: 100 };
  const started = startDelivery(
    { mail, sms, voice: null, webPush: null, webhooks: [], residentTexts, instance: { ...instance, kind } },
    parts,
    {
      journal,
      mailroom: { lookUp, asOne: ([row]) => row! },
      clock: machineClock,
      atomically: (work) => db.transaction(work)(),
      metrics,
      faults,
      log: pino({ level: 'warn' }, { write: (line) => void lines.push(line) }),
      delivered: undefined,
      subscriptions: { remove: () => false, find: () => null },
      told: { eachResident: () => [] },
      outdatedBrowsers: { has: () => false, noteErased: () => {} },
    },
  );
  if (!started.ok) throw new Error(started.error);
  cleanUps.push(async () => {
    server.release();
    await parts.disposeAsync();
  });
  const counted = async (outcome: string) =>
    (await metrics.deliveries.get()).values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
  return {
    server,
    /** From now on nothing more can be marked. */
    fillDisk: () =>
      db.exec("CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"),
    roundsEnded: async () => (await metrics.deliveryFailures.get()).values[0]?.value ?? 0,
    faults,
    journal,
    counted,
    sent: () => counted('sent'),
    write(
      event: string,
      recipients: readonly Recipient[],
      about: OutboxRow['about'],
      channel: ChannelName = 'email',
      isTest = false,
    ) {
      for (const recipient of recipients) {
        const row = rowOf(event, recipient);
        journal.enqueue({ ...row, id: `${row.id}-${channel}`, about, channel, ...(isTest && { test: true }) });
      }
      started.value.wake();
    },
    hangs: (many: number) => eventually(() => server.hanging.length >= many, `${many} addresses hang`),
    /** Who was told, in the order in which they were, once so many are; the others still hang. */
    async told(count: number) {
      await eventually(() => server.mails.length >= count, `${count} are told`);
      return server.mails.flatMap(({ to }) => to.map((address) => address.split('@')[0]));
    },
  };
}

const many = (kind: Recipient['kind'], count: number): Recipient[] =>
  Array.from({ length: count }, (_, index) => ({ kind, id: `hang-${index}` }));

describe('while the mail server does not answer for some', () => {
  test('whatever strangers ask for, an alert does not wait for it', async () => {
    const { write, hangs, told } = await town();
    write('confirm', many('unconfirmed', 30), 'subscription');
    write('already', many('subscription', 30), 'subscription');
    await hangs(1);
    write('coursan:1', [{ kind: 'contact', id: 'mayor' }], 'level');
    write('coursan:1', [{ kind: 'subscription', id: 'anne' }], 'level');
    expect(new Set(await told(2))).toEqual(new Set(['anne', 'mayor']));
  });

  test('residents hold up none of those who decide', async () => {
    const { write, hangs, told } = await town();
    write('coursan:1', many('subscription', 30), 'level');
    await hangs(3);
    write('coursan:2', [{ kind: 'contact', id: 'mayor' }], 'level');
    expect(await told(1)).toEqual(['mayor']);
  });

  test('what is told of gauges holds up no alert, and goes to one mailbox as one message', async () => {
    const { write, hangs, told, sent } = await town();
    write('coursan:1', many('contact', 2), 'sight');
    await hangs(2);
    const agency = { kind: 'contact', id: 'agency' } as const;
    for (let number = 2; number < 22; number += 1) write(`coursan:${number}`, [agency], 'sight');
    await eventually(async () => (await sent()) === 20, 'each of the twenty is told');
    expect(await told(1)).toEqual(['agency']);
    write('coursan:22', many('contact', 30), 'sight');
    await hangs(3);
    write('coursan:23', [{ kind: 'contact', id: 'mayor' }], 'level');
    expect(await told(2)).toEqual(['agency', 'mayor']);
  });

  test.each([3, 1])(
    'a test of every contact there is takes one connection of its own, and an alert that comes amid it one of %i',
    async (connections) => {
      const { write, hangs, told, server } = await town([], connections);
      write('test:1', many('contact', 300), 'alert', 'email', true);
      await hangs(1);
      write('coursan:1', [{ kind: 'contact', id: 'mayor' }], 'level');
      write('coursan:2', [{ kind: 'contact', id: 'deputy' }], 'level');
      expect(await told(2)).toEqual(['mayor', 'deputy']);
      expect(server.hanging).toHaveLength(1);
    },
  );

  test('so many are written to at once as the mail server of an agency takes', async () => {
    const { write, hangs, server } = await town([], 12);
    write('coursan:1', many('subscription', 30), 'level');
    write('coursan:1', many('contact', 30), 'level');
    await hangs(24);
    expect(server.hanging).toHaveLength(24);
    write('coursan:2', many('contact', 30), 'sight');
    await hangs(27);
    expect(server.hanging).toHaveLength(27);
  });

  test('a gateway for text messages is asked for three at once, however many the mail server takes', async () => {
    let isSilent = true;
    const { url, asked, release } = await smsGateway(() => (isSilent ? 'hang' : { status: 200 }));
    const sms = { url, headers: {}, body: { to: '{to}', text: '{text}' }, taken: null, secret: null };
    const { write, hangs } = await town([], 9, sms);
    write('coursan:1', many('contact', 30), 'level', 'sms');
    write('coursan:1', many('contact', 30), 'level');
    await hangs(9);
    await eventually(() => asked.length >= 3, 'the gateway is asked');
    expect(asked).toHaveLength(3);
    isSilent = false;
    release();
  });

  test('a thousand residents by text message hold up neither the mayor’s nor what is asked of the gateway a minute', async () => {
    const { url, asked } = await smsGateway();
    const sms = { url, headers: {}, body: { to: '{to}', text: '{text}' }, taken: null, secret: null };
    const { write } = await town([], 3, sms, 1);
    write('coursan:1', many('subscription', 1_000), 'level', 'sms');
    write('confirm', many('unconfirmed', 10), 'subscription', 'sms');
    await eventually(() => asked.length >= 1, 'one resident is told');
    write('coursan:2', [{ kind: 'contact', id: 'mayor' }], 'level', 'sms');
    await eventually(() => asked.some(({ body }) => body.includes('mayor')), 'the mayor is told');
    expect(asked).toHaveLength(2);
  });

  test('who asks for text messages while residents are told is asked back before all of them are, and holds none of them up', async () => {
    const { url, asked } = await smsGateway();
    const sms = { url, headers: {}, body: { to: '{to}', text: '{text}' }, taken: null, secret: null };
    const { write } = await town([], 3, sms, 120);
    const strangers = ['x', 'y', 'z'].map((each) => ({ kind: 'unconfirmed' as const, id: `stranger-${each}` }));
    write('coursan:1', many('subscription', 100), 'level', 'sms');
    write('confirm', strangers, 'subscription', 'sms');
    await eventually(() => asked.length >= 6, 'six are written to');
    const toStrangers = asked.slice(0, 6).filter(({ body }) => body.includes('stranger'));
    expect(toStrangers.length).toBeGreaterThanOrEqual(1);
    expect(toStrangers.length).toBeLessThanOrEqual(3);
    expect(asked[0]!.body).toContain('hang-0');
  });

  test('where one message a second goes out a stranger is asked back among the first of many residents', async () => {
    const { url, asked } = await smsGateway();
    const sms = { url, headers: {}, body: { to: '{to}', text: '{text}' }, taken: null, secret: null };
    const { write } = await town([], 3, sms, 60);
    write('coursan:1', many('subscription', 100), 'level', 'sms');
    write('confirm', [{ kind: 'unconfirmed', id: 'stranger' }], 'subscription', 'sms');
    await eventually(() => asked.some(({ body }) => body.includes('stranger')), 'the stranger is asked back');
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test('one of those who decide holds up nobody else, told now or later', async () => {
    const { write, hangs, told } = await town();
    write('coursan:1', [...many('contact', 1), { kind: 'contact', id: 'mayor' }], 'level');
    await hangs(1);
    expect(await told(1)).toEqual(['mayor']);
    write('coursan:2', [{ kind: 'contact', id: 'deputy' }], 'level');
    expect(await told(2)).toEqual(['mayor', 'deputy']);
  });

  test('one resident holds up no other, told now or later', async () => {
    const { write, hangs, told } = await town();
    write('coursan:1', many('subscription', 1), 'level');
    await hangs(1);
    write('coursan:2', [{ kind: 'subscription', id: 'anne' }], 'level');
    expect(await told(1)).toEqual(['anne']);
  });
});

test('a call that somebody’s answer made needless is no fault to be told of', async () => {
  const lines: string[] = [];
  const needless = ({ recipient }: OutboxRow) =>
    err(recipient.id === 'gone' ? 'the recipient is gone' : 'somebody has answered meanwhile');
  const { write } = await town(lines, 3, null, 600, needless);
  write('coursan:1', [{ kind: 'contact', id: 'mayor' }], 'level');
  write('coursan:1', [{ kind: 'contact', id: 'gone' }], 'level');
  await eventually(() => lines.some((line) => line.includes('is gone')), 'the log tells of one');
  expect(lines.join('')).not.toContain('answered');
  // By its ids: whoever reads it at night must know whom to ring.
  const told = { lane: 'contacts', commune: 'coursan', event: 'coursan:1', recipient: 'contact gone' };
  expect(JSON.parse(lines[0]!)).toMatchObject({ ...told, why: 'the recipient is gone' });
});

test('what an exercise could not send for want of a way is no fault once the town is operational; what a town could not is', async () => {
  const undeliverable = async (kind: Instance['kind'], isTest = false) => {
    const { write, journal } = await town([], 3, null, 600, addressOf, kind);
    write('coursan:1', [{ kind: 'contact', id: 'mayor' }], 'level', 'sms', isTest);
    await eventually(() => journal.outboxCounts().dropped === 1, 'it is not sent');
    const [row] = journal.deliveries('coursan', 1);
    return { ...journal.undeliverable(0), delivery: row!.delivery };
  };
  expect(await undeliverable('operational')).toMatchObject({ contacts: 1 });
  expect(await undeliverable('exercise')).toMatchObject({ contacts: 0 });
  // Whoever tries it is told what is missing.
  const delivery = { status: 'dropped', reason: 'no sms channel is configured' };
  expect(await undeliverable('exercise', true)).toMatchObject({ contacts: 0, delivery });
});

test('what failed is told in the log with its reason, once for each attempt', async () => {
  const lines: string[] = [];
  const { server, write, hangs, counted } = await town(lines);
  write('coursan:1', many('contact', 1), 'level');
  await hangs(1);
  server.release();
  await eventually(() => lines.length > 0, 'the log tells');
  expect([await counted('failed'), await counted('sent')]).toEqual([1, 0]);
  expect(JSON.parse(lines[0]!)).toMatchObject({ failed: 1, why: expect.stringContaining('451 not now') });
  write('coursan:2', [{ kind: 'contact', id: 'hang-up' }], 'level');
  await eventually(() => lines.length > 1, 'the log tells of another');
  expect(JSON.parse(lines[1]!)).toMatchObject({ failed: 1, to: ['coursan contact hang-up'] });
});

test('what failed is told by name, so that whoever reads the log at night knows whom to ring; of a mail server that is down ten are', async () => {
  const lines: string[] = [];
  const { server, write, hangs } = await town(lines, 12);
  write('coursan:1', many('contact', 12), 'level');
  await hangs(12);
  server.release();
  await eventually(() => lines.some((line) => line.includes('"failed":12')), 'the log tells of all');
  const told = JSON.parse(lines.find((line) => line.includes('"failed":12'))!);
  expect(told.lane).toBe('contacts');
  // In the order in which they failed, over twelve connections: any ten.
  expect(new Set(told.to).size).toBe(10);
  expect(many('contact', 12).map(({ id }) => `coursan contact ${id}`)).toEqual(expect.arrayContaining(told.to));
});

test('a line of the log is no message: what is counted is what people were told, as on the staff page and in /health', async () => {
  const { write, told, sent } = await town();
  write('coursan:1', [{ kind: 'contact', id: 'mayor' }], 'level', 'log');
  write('coursan:1', [{ kind: 'contact', id: 'mayor' }], 'level');
  await told(1);
  await eventually(async () => (await sent()) > 0, 'it is counted');
  write('coursan:2', [{ kind: 'contact', id: 'mayor' }], 'level');
  await told(2);
  await eventually(async () => (await sent()) >= 2, 'so is the second');
  expect(await sent()).toBe(2);
});

test('on a full disk the log says once that what was sent cannot be marked, however often it is tried; and it is sent once', async () => {
  const lines: string[] = [];
  const { write, fillDisk, roundsEnded, told, faults } = await town(lines);
  fillDisk();
  write('coursan:1', [{ kind: 'contact', id: 'mayor' }], 'level');
  await eventually(async () => (await roundsEnded()) >= 3, 'it was tried again and again');
  expect(lines.filter((line) => line.includes('delivery failed'))).toHaveLength(1);
  expect(faults.recent()).toEqual(['sending']);
  expect(await told(1)).toEqual(['mayor']);
});
