import { afterEach, expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { catchMail, type MailCatcher } from '../../../src/notification/io/caught-mail.ts';
import { createSmtpChannel, type SmtpChannel } from '../../../src/notification/io/smtp.ts';
import { rowOf } from '../../support/commits.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});

async function start(): Promise<{ catcher: MailCatcher; channel: SmtpChannel; clock: ReturnType<typeof manualClock> }> {
  const clock = manualClock(1_000);
  const catcher = await catchMail(clock, (error) => {
    throw error;
  });
  const server = { host: '127.0.0.1', port: catcher.port, secure: false, username: null, password: null };
  const made = createSmtpChannel({ ...server, from: 'amont@example.org', connections: 3 }, { kind: 'demonstration' });
  if (!made.ok) throw new Error(made.error.message);
  open.push(catcher, made.value);
  return { catcher, channel: made.value, clock };
}

const mail = { address: 'maire@example.org', name: 'Anne Roux', leaveUrl: 'https://a.example/leave' };

test('what is sent is shown as it was written, newest first, with its headers', async () => {
  const { catcher, channel, clock } = await start();
  const row = { ...rowOf('coursan:1'), subject: 'Première à 13 h 05', text: 'L’Aude : 4,20 m\n' };
  await channel.send({ ...mail, row });
  clock.advanceTo(2_000);
  await channel.send({ ...mail, row: { ...row, subject: 'Seconde' } });
  const [second, first] = catcher.mails();
  expect([second?.subject, second?.receivedAt]).toEqual(['Seconde', 2_000]);
  expect(first).toMatchObject({ receivedAt: 1_000, to: 'maire@example.org', subject: row.subject, text: row.text });
  expect(first?.headers['list-unsubscribe']).toBe('<https://a.example/leave>');
  expect(first?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
});

test('only the last two hundred are kept', async () => {
  const { catcher, channel } = await start();
  for (let number = 1; number <= 205; number += 1) {
    await channel.send({ ...mail, row: { ...rowOf(`coursan:${number}`), subject: `no ${number}` } });
  }
  const subjects = catcher.mails().map(({ subject }) => subject);
  expect([subjects.length, subjects[0], subjects.at(-1)]).toEqual([200, 'no 205', 'no 6']);
});

test('a mail beyond the size limit is refused for good and not kept', async () => {
  const { catcher, channel } = await start();
  const sent = await channel.send({ ...mail, row: { ...rowOf('coursan:1'), text: 'x'.repeat(300 * 1024) } });
  expect(sent).toMatchObject({ ok: false, error: { recoverable: false } });
  expect(catcher.mails()).toEqual([]);
});
