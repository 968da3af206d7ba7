import { afterEach } from 'vitest';
import { ok, type Result } from '../../src/lib/result.ts';
import type { Channel, Envelope } from '../../src/notification/channel.ts';
import { createSmtpChannel, type SmtpChannel } from '../../src/notification/io/smtp.ts';
import type { ChannelName, OutboxRow } from '../../src/notification/outbox.ts';
import { type Answer, testMailServers } from './mail-server.ts';

/** Mail as a town sends it, to a real server that answers as the test says; both closed after the test. */
export function testMailChannels() {
  const mailServer = testMailServers();
  const open: SmtpChannel[] = [];
  afterEach(() => {
    for (const channel of open.splice(0)) channel.close();
  });
  return async (answer?: Answer) => {
    const server = await mailServer(answer);
    const settings = { host: '127.0.0.1', port: server.port, secure: false, username: null, password: null };
    const made = createSmtpChannel({ ...settings, from: 'amont@example.org', connections: 3 }, { kind: 'operational' });
    if (!made.ok) throw new Error(made.error.message);
    open.push(made.value);
    return { server, channels: new Map<ChannelName, Channel>([['email', made.value]]) };
  };
}

export const addressOf = (row: OutboxRow): Result<Envelope, never> =>
  ok({ row, address: `${row.recipient.id}@example.org`, name: '', leaveUrl: null });
