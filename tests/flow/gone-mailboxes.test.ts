import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { forgetMailboxes } from '../../src/compose/forget-mailboxes.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { testMailServers } from '../support/mail-server.ts';

const mailServer = testMailServers();

const DAY_MIN = 24 * 60;
const UNKNOWN = '5.1.1 User unknown';

/** A town whose mail server answers each resident as it is told; each flood is told and taken back, so that residents get two messages. */
async function town(answer: (recipient: string) => { code: number; text: string } | null) {
  const { port, mails } = await mailServer(answer);
  const server = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const mail = { ...server, from: 'amont@example.org', connections: 3 };
  const { app, rise, minutes } = await limouxAtNight({ mail }, { phones: {} });
  const { clock, journal, subscriptions, record, told } = app.doors;
  const lines: string[] = [];
  const metrics = createMetrics();
  const known = {
    subscriptions,
    record,
    clock,
    journal: { events: journal.events, hasReached: journal.hasReached },
    told: { eachResident: (event: string) => told.eachResident(event)! },
    atomically: (work: () => void) => work(),
    metrics,
    log: pino({}, { write: (line) => void lines.push(line) }),
  };
  return {
    app,
    mails,
    lines,
    minutes,
    metrics,
    record,
    subscribe(address: string) {
      const at = clock.now();
      const asked = {
        id: address,
        commune: 'limoux',
        way: 'email',
        address,
        language: 'fr',
        quietHours: null,
      } as const;
      subscriptions.request({ ...asked, requestedAt: at, confirmedAt: at }, address);
    },
    async flood(...told: ('release' | 'correct')[]) {
      await rise(3.6);
      await eventually(() => journal.state('limoux')?.alert != null, 'an alert stands');
      const { level } = journal.state('limoux')!.alert!;
      for (const kind of told) {
        expect(app.doors.act('limoux', { kind, level }, 'limoux-mayor').ok).toBe(true);
        await app.settled();
      }
    },
    async left() {
      await forgetMailboxes(['coursan', 'limoux'], known, setImmediate);
      return subscriptions.confirmed('limoux').map(({ address }) => address.replace(/@.*/, ''));
    },
  };
}

test('who has no mailbox any more is erased after three messages and a week, on record and by no address', async () => {
  let isGone = true;
  const { subscribe, flood, minutes, left, lines, record, metrics } = await town((recipient) =>
    isGone && recipient.startsWith('gone') ? { code: 550, text: `${UNKNOWN} <${recipient}>` } : null,
  );
  // The last is the only one of its domain: its server may refuse everybody.
  for (const address of ['gone@orange.example', 'ines@orange.example', 'gone-too@alone.example']) subscribe(address);
  await flood('release', 'correct');
  isGone = false;
  await minutes(60);
  await flood('release', 'correct');
  isGone = true;
  for (let night = 0; night < 2; night += 1) {
    await minutes(60);
    await flood('release', 'correct');
  }
  expect(await left()).toHaveLength(3);
  await minutes(8 * DAY_MIN);
  expect(await left()).toHaveLength(3);
  await flood('release', 'correct');
  expect(await left()).toEqual(['gone-too', 'ines']);
  expect(await left()).toHaveLength(2);
  expect(record.ofAction('limoux', 'mailboxes.erased')).toMatchObject([
    { detail: { mailboxes: 1, why: 'unknown-mailbox' }, actor: { service: true } },
  ]);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toMatch(/@|gone/);
  expect(await metrics.registry.metrics()).toContain('amont_removed_total{what="mailbox"} 1');
});

test('two messages are not enough, however far apart; a third is', async () => {
  const { subscribe, flood, minutes, left } = await town((recipient) =>
    recipient.startsWith('gone') ? { code: 550, text: '5.1.10 RESOLVER.ADR.RecipientNotFound' } : null,
  );
  for (const address of ['gone@orange.example', 'ines@orange.example']) subscribe(address);
  await flood('release');
  await minutes(8 * DAY_MIN);
  await flood('correct');
  expect(await left()).toHaveLength(2);
  await flood('release');
  expect(await left()).toEqual(['ines']);
});

test.each([
  ['a mailbox that is full', 552, '5.2.2 Mailbox full'],
  [
    'one that is disabled, or gets too much at once',
    550,
    '5.2.1 The user you are trying to contact is receiving mail at a rate',
  ],
  ['what a policy refuses', 550, '5.7.1 Blocked'],
  ['a no that says no more', 550, 'No'],
  ['what is put off', 450, '4.1.1 Not now'],
])('%s ends no subscription', async (_name, code, text) => {
  const { subscribe, flood, minutes, left } = await town((recipient) =>
    recipient.startsWith('no') ? { code, text } : null,
  );
  for (const address of ['no@orange.example', 'ines@orange.example']) subscribe(address);
  await flood('release', 'correct');
  await minutes(8 * DAY_MIN);
  await flood('release', 'correct');
  expect(await left()).toHaveLength(2);
});

test('a server that says of everybody that there is no such mailbox ends no subscription', async () => {
  let isWrong = true;
  const { subscribe, flood, minutes, left } = await town(() => (isWrong ? { code: 550, text: UNKNOWN } : null));
  for (const address of ['ines@orange.example', 'tom@orange.example']) subscribe(address);
  await flood('release', 'correct');
  await minutes(8 * DAY_MIN);
  await flood('release', 'correct');
  isWrong = false;
  subscribe('zoe@orange.example');
  await flood('release', 'correct');
  expect(await left()).toHaveLength(3);
});

test('a mailbox that was found full since is there, and its subscription stays', async () => {
  let says = UNKNOWN;
  const { subscribe, flood, minutes, left } = await town((recipient) =>
    recipient.startsWith('tom') ? { code: 552, text: says } : null,
  );
  for (const address of ['ines@orange.example', 'tom@orange.example']) subscribe(address);
  await flood('release', 'correct');
  await minutes(8 * DAY_MIN);
  await flood('release', 'correct');
  says = '5.2.2 Mailbox full';
  await minutes(60);
  await flood('release');
  expect(await left()).toHaveLength(2);
});

test('what has reached the same mailbox for another commune ends no subscription', async () => {
  let isGone = true;
  const { app, mails, subscribe, flood, minutes, left } = await town((recipient) =>
    isGone && recipient.startsWith('tom') ? { code: 550, text: UNKNOWN } : null,
  );
  for (const address of ['ines@orange.example', 'tom@orange.example']) subscribe(address);
  await flood('release', 'correct');
  await minutes(8 * DAY_MIN);
  isGone = false;
  const [at, asked] = [app.doors.clock.now(), { way: 'email', address: 'tom@orange.example', language: 'fr' } as const];
  const elsewhere = { ...asked, quietHours: null, id: 'tom', commune: 'coursan', requestedAt: at, confirmedAt: at };
  app.doors.subscriptions.request(elsewhere, 'tom');
  app.doors.requestSubscription('coursan', { ...asked, quietHours: null });
  await eventually(() => mails.some(({ to }) => to.includes(asked.address)), 'Tom is told of the other commune');
  isGone = true;
  await flood('release', 'correct');
  expect(await left()).toHaveLength(2);
});

test('what has arrived meanwhile ends no subscription, be it no message of an alert', async () => {
  let isGone = true;
  const { app, mails, subscribe, flood, minutes, left } = await town((recipient) =>
    isGone && recipient.startsWith('tom') ? { code: 550, text: UNKNOWN } : null,
  );
  for (const address of ['ines@orange.example', 'tom@orange.example']) subscribe(address);
  await flood('release', 'correct');
  await minutes(8 * DAY_MIN);
  isGone = false;
  const again = { way: 'email', address: 'tom@orange.example', language: 'fr', quietHours: null } as const;
  app.doors.requestSubscription('limoux', again);
  await eventually(() => mails.some(({ to }) => to.includes(again.address)), 'Tom is told that he is subscribed');
  isGone = true;
  await flood('release', 'correct');
  expect(await left()).toHaveLength(2);
});
