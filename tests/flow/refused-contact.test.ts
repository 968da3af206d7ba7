import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { testMailServers } from '../support/mail-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const mailServer = testMailServers();
const folder = tempFolder('refused-contact');

test.each([
  ['for good: the next is asked within a minute', 550, 1],
  ['since it is full: the next is asked within a minute', 552, 1],
  ['for now: the mayor keeps the time of the level to answer', 451, 10],
])("at night the mayor's mailbox refuses %s", async (_name, code, afterMin) => {
  const { port, mails } = await mailServer((recipient) =>
    recipient === 'maire-limoux@example.org' ? { code, text: 'no' } : null,
  );
  const server = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const mail = { ...server, from: 'amont@example.org', connections: 3 };
  const { app, rise, minutes } = await limouxAtNight({ mail }, { phones: {} });
  const raisedAt = app.doors.clock.now();
  await rise(3.58);
  const events = () => app.doors.journal.events('limoux', { limit: 99 });
  const attempts = () =>
    events()
      .flatMap(({ id }) => app.doors.told.toContacts(id))
      .find(({ recipient, channel }) => recipient.id === 'limoux-mayor' && channel === 'email')?.delivery.attempts ?? 0;
  await eventually(() => attempts() > 0, 'the mailbox has refused');

  for (let minute = 1; minute <= 10; minute += 1) await minutes(1);
  const passedOn = events().filter(({ kind }) => kind === 'passed-on');
  expect(passedOn.map(({ at, reason }) => [(at - raisedAt) / MINUTE_MS, 'told' in reason && reason.told])).toEqual([
    [afterMin, ['limoux-deputy']],
  ]);
  const toDeputy = () => mails.find(({ to }) => to.includes('adjointe-limoux@example.org'));
  await eventually(() => toDeputy() !== undefined, 'the deputy is told');
  expect(toDeputy()?.parsed.text).toMatch(
    code === 451 ? /n'a pas répondu ; demandé/ : / est injoignable : message non remis\./,
  );
});

test('whoever has their mail refused as spam after its last line is out of reach at once, and has each later message tried anew', async () => {
  const tried: number[] = [];
  const onData: SMTPServerOptions['onData'] = (stream, { envelope }, done) => {
    stream.resume();
    const isMayor = envelope.rcptTo.some(({ address }) => address === 'maire-limoux@example.org');
    if (isMayor) tried.push((app.doors.clock.now() - raisedAt) / MINUTE_MS);
    stream.on('end', () => done(isMayor ? Object.assign(new Error('5.7.1 spam'), { responseCode: 554 }) : null));
  };
  const { port } = await mailServer(() => null, { onData });
  const server = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const mail = { ...server, from: 'amont@example.org', connections: 3 };
  const { app, rise, minutes } = await limouxAtNight({ mail }, { phones: {} });
  const raisedAt = app.doors.clock.now();
  await rise(3.58);
  await eventually(() => app.doors.journal.undeliverable(0)?.contacts === 1, 'the mail is refused');
  for (let minute = 1; minute <= 81; minute += 1) await minutes(1);
  await app.settled();
  const passedOn = app.doors.journal.events('limoux', { limit: 99 }).filter(({ kind }) => kind === 'passed-on');
  expect((passedOn[0]!.at - raisedAt) / MINUTE_MS).toBe(1);
  expect(tried).toEqual([0, 81]);
});

test("the mayor's address is mended amid the alert: with the next start the mayor is told of the level in force, and whoever was reached is not told again", async () => {
  const { port, mails } = await mailServer((recipient) =>
    recipient === 'maire-limoux@example.org' ? { code: 550, text: 'no' } : null,
  );
  const server = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const change = {
    mail: { ...server, from: 'amont@example.org', connections: 3 },
    dataFolder: mkdtempSync(join(folder, 'data-')),
  };
  const before = await limouxAtNight(change, { phones: {} });
  await before.rise(3.58);
  const isRefused = () => before.app.doors.journal.undeliverable(0)?.contacts === 1;
  await eventually(isRefused, 'the mailbox has refused');
  await before.minutes(1);
  const toDeputy = () => mails.filter(({ to }) => to.includes('adjointe-limoux@example.org'));
  await eventually(() => toDeputy().length === 1, 'the deputy is told');
  const now = before.app.doors.clock.now();
  await before.app.close();

  const mended = { emails: { mayor: 'mairie-limoux@example.org' } };
  const { app } = await limouxAtNight(change, { phones: {}, now, ...mended });
  const toMayor = () => mails.filter(({ to }) => to.includes('mairie-limoux@example.org'));
  await eventually(() => toMayor().length > 0, 'the mayor is told');
  await app.settled();
  expect(toMayor().map(({ parsed }) => parsed.subject)).toEqual([expect.stringContaining('ALERTE Limoux : Agir')]);
  expect(toDeputy()).toHaveLength(1);
  expect(app.doors.journal.undeliverable(0)).toEqual({ contacts: 0, machines: 0 });
});
