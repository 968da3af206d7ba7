import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Envelope } from '../../../src/notification/channel.ts';
import { createSmtpChannel, type SmtpChannel } from '../../../src/notification/io/smtp.ts';
import type { MailServer } from '../../../src/notification/mail-server.ts';
import { rowOf } from '../../support/commits.ts';
import { freePort } from '../../support/free-port.ts';
import { testMailServers } from '../../support/mail-server.ts';

const mailServer = testMailServers();
const open: SmtpChannel[] = [];
// Before the servers are: they wait for kept connections.
afterEach(() => {
  for (const channel of open.splice(0)) channel.close();
});
const leaveUrl = 'https://amont.example.org/fr/subscriptions/leave/s1.sig';
const subject = 'ALERTE Coursan : Agir, 72 %, mercredi entre 14 h 30 et 16 h 00 – à l’écluse';
const text = `ALERTE – L’Aude à Coursan : 4,20 m ▲\n.\n..une ligne qui commence par des points\n${'é'.repeat(1200)}\n`;

function envelopeOf(change: Partial<Envelope> = {}): Envelope {
  return {
    row: { ...rowOf('coursan:7'), subject, text },
    address: 'maire@example.org',
    name: 'Anne Roux',
    leaveUrl: null,
    ...change,
  };
}

function channelTo(
  port: number,
  change: Partial<MailServer> = {},
  kind: 'operational' | 'demonstration' = 'operational',
  sending: Parameters<typeof createSmtpChannel>[2] = {},
): SmtpChannel {
  const server = {
    host: '127.0.0.1',
    port,
    secure: false,
    username: null,
    password: null,
    from: 'Amont <amont@example.org>',
    connections: 3,
  };
  const channel = createSmtpChannel({ ...server, ...change }, { kind }, sending);
  if (!channel.ok) throw new Error(channel.error.message);
  open.push(channel.value);
  return channel.value;
}

describe('mail by SMTP', () => {
  test('arrives word for word in UTF-8, with the headers that a machine owes', async () => {
    const server = await mailServer();
    const sent = await channelTo(server.port).send(envelopeOf({ leaveUrl }));
    expect(sent).toMatchObject({ ok: true, value: { providerId: expect.stringContaining('250') } });
    const [mail] = server.mails;
    expect(mail?.to).toEqual(['maire@example.org']);
    expect(mail?.parsed.subject).toBe(subject);
    expect(mail?.parsed.text).toBe(text);
    expect(mail?.parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.parsed.headers.get('content-language')).toBe('fr');
    // When it was written, however often it was tried since.
    expect(mail?.parsed.date).toEqual(new Date(envelopeOf().row.createdAt));
    expect(mail?.parsed.headers.get('content-type')).toMatchObject({
      value: 'text/plain',
      params: { charset: 'utf-8' },
    });
    expect(mail?.raw).toMatch(
      /^List-Unsubscribe: <https:\/\/amont\.example\.org\/fr\/subscriptions\/leave\/s1\.sig>\r$/m,
    );
    expect(mail?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  });

  test('carries no way out where there is nothing to leave', async () => {
    const server = await mailServer();
    await channelTo(server.port).send(envelopeOf());
    expect(server.mails[0]?.raw).not.toMatch(/unsubscribe/i);
  });

  test('has one Message-ID a row, whatever the attempt, and another for the same number in a new database', async () => {
    const server = await mailServer();
    const channel = channelTo(server.port);
    const envelope = envelopeOf();
    await channel.send(envelope);
    await channel.send(envelope);
    await channel.send({ ...envelope, row: { ...envelope.row, createdAt: envelope.row.createdAt + 1 } });
    const [first, again, other] = server.mails.map(({ parsed }) => parsed.messageId);
    expect(first).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('goes to one address, whatever was typed into it', async () => {
    const server = await mailServer();
    const sent = await channelTo(server.port).send(
      envelopeOf({ address: 'a@example.org, b@example.org', name: 'x\r\nBcc: c@example.org' }),
    );
    for (const { to, raw } of server.mails) {
      expect(to.length).toBe(1);
      expect(raw).not.toMatch(/^Bcc:/m);
    }
    expect(sent.ok ? server.mails.length : 0).toBeLessThanOrEqual(1);
  });

  test.each([
    [421, true],
    [451, true],
    [452, true],
    [500, false],
    [550, false],
    [553, false],
  ])('a recipient refused with %i: worth another try is %s', async (code, recoverable) => {
    const server = await mailServer(() => ({ code, text: 'no' }));
    const sent = await channelTo(server.port).send(envelopeOf());
    expect(sent).toMatchObject({ ok: false, error: { recoverable, message: expect.stringContaining('no') } });
  });

  test.each([
    ['5.7.1 Relay access denied', true],
    ['5.7.54 Unable to relay recipient in non-accepted domain', true],
    ['5.1.1 User unknown', false],
    ['mailbox 5.7.1 is unknown', false],
  ])('a recipient refused with 554 %s: worth another try is %s', async (text, recoverable) => {
    const server = await mailServer(() => ({ code: 554, text }));
    expect(await channelTo(server.port).send(envelopeOf())).toMatchObject({ ok: false, error: { recoverable } });
  });

  test.each([
    ['552 5.2.2 <maire@example.org>: Quota exceeded', true, 'the mailbox is full: 552 5.2.2'],
    ['452 4.2.2 The account is over quota', true, 'the mailbox is full: 452 4.2.2'],
    ['554 5.2.2 mailbox full', true, 'the mailbox is full: 554 5.2.2'],
    ['552 Requested mail action aborted', true, 'the mailbox is full: 552 '],
    ['552 5.3.4 Message size exceeds fixed limit', false, 'RCPT TO: 552 5.3.4'],
    ['552 5.7.0 Our policy', true, 'RCPT TO: 552 5.7.0'],
    ['550 5.1.1 No such user 5.2.2', false, 'RCPT TO: 550 5.1.1'],
    ['452 4.5.3 Too many recipients', true, 'RCPT TO: 452 4.5.3'],
  ])('a recipient refused with %s: worth another try is %s', async (reply, recoverable, said) => {
    const server = await mailServer(() => ({ code: Number(reply.slice(0, 3)), text: reply.slice(4) }));
    const sent = await channelTo(server.port).send(envelopeOf());
    expect(sent).toMatchObject({ ok: false, error: { recoverable, message: expect.stringContaining(said) } });
  });

  test.each([
    [451, 'not this', true],
    [552, 'not this', true],
    [554, 'not this', false],
    // Of this message, not of us.
    [554, '5.7.1 spam', false],
  ])('a message refused with %i %s after DATA: worth another try is %s', async (code, text, recoverable) => {
    const onData = (stream: NodeJS.ReadableStream, _session: unknown, done: (error: Error) => void) => {
      stream.resume();
      stream.on('end', () => done(Object.assign(new Error(text), { responseCode: code })));
    };
    const server = await mailServer(() => null, { onData });
    expect(await channelTo(server.port).send(envelopeOf())).toMatchObject({ ok: false, error: { recoverable } });
  });

  test('a long message that is refused with 552 alone may be too long: it is not tried again, and no mailbox is said to be full', async () => {
    const server = await mailServer(() => ({ code: 552, text: 'no' }));
    const row = { ...envelopeOf().row, text: 'x'.repeat(40_000) };
    expect(await channelTo(server.port).send(envelopeOf({ row }))).toMatchObject({
      ok: false,
      error: { recoverable: false, message: 'RCPT TO: 552 no' },
    });
  });

  test('a password crosses no network in clear: a mail server elsewhere that knows no TLS is sent none, and mail needs none', async () => {
    const asked: (string | undefined)[] = [];
    const server = await mailServer(() => null, {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: true,
      onAuth: ({ username, password }, _session, done) => {
        asked.push(`${username} ${password}`);
        done(null, { user: username });
      },
    });
    const own = { username: 'amont', password: 's3cret' };
    // An address by which this machine is reached and that is not known to be this machine.
    const elsewhere = { host: '0.0.0.0' };
    const refused = await channelTo(server.port, { ...elsewhere, ...own }).send(envelopeOf());
    expect(refused).toMatchObject({ ok: false, error: { recoverable: true } });
    expect(asked).toEqual([]);
    expect(await channelTo(server.port, elsewhere).send(envelopeOf())).toMatchObject({ ok: true });
    expect(await channelTo(server.port, own).send(envelopeOf())).toMatchObject({ ok: true });
    expect(asked).toEqual(['amont s3cret']);
  });

  test('nobody there, a refused password, a refused sender: somebody will mend it, so nothing is lost', async () => {
    const nobody = await channelTo(await freePort()).send(envelopeOf());
    expect(nobody).toMatchObject({
      ok: false,
      error: { recoverable: true, message: expect.stringContaining('ECONNREFUSED') },
    });

    const strict = await mailServer(() => null, {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('wrong password'), { responseCode: 535 })),
    });
    const wrong = await channelTo(strict.port, { username: 'amont', password: 'old' }).send(envelopeOf());
    expect(wrong).toMatchObject({ ok: false, error: { recoverable: true } });

    const closed = await mailServer(() => null, {
      onMailFrom: (_from, _session, done) => done(Object.assign(new Error('sender unknown'), { responseCode: 550 })),
    });
    expect(await channelTo(closed.port).send(envelopeOf())).toMatchObject({ ok: false, error: { recoverable: true } });
  });

  test('a sender who is refused with 552 says nothing of a mailbox', async () => {
    const server = await mailServer(() => null, {
      onMailFrom: (_from, _session, done) => done(Object.assign(new Error('no'), { responseCode: 552 })),
    });
    expect(await channelTo(server.port).send(envelopeOf())).toMatchObject({
      ok: false,
      error: { recoverable: true, message: 'MAIL FROM: 552 no' },
    });
  });

  test('what is no address is not tried again', async () => {
    const server = await mailServer();
    expect(await channelTo(server.port).send(envelopeOf({ address: '' }))).toMatchObject({
      ok: false,
      error: { recoverable: false },
    });
    expect(server.mails).toEqual([]);
  });

  test('a server that hangs up in the middle is worth another try', async () => {
    const server = await mailServer();
    // A wire that is cut as soon as the message itself goes over it.
    const wire = createServer((near) => {
      const far = connect(server.port, '127.0.0.1');
      far.pipe(near);
      near.on('data', (data) => (data.includes('Subject:') ? near.destroy() : far.write(data)));
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void wire.close());
    const address = wire.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await channelTo(port).send(envelopeOf())).toMatchObject({
      ok: false,
      error: { recoverable: true, message: expect.stringMatching(/^the mail server .*hung up/) },
    });
  });

  test('one that takes a single message a connection gets each over one of its own, and nobody has to try again', async () => {
    const server = await mailServer();
    const wire = createServer((near) => {
      const far = connect(server.port, '127.0.0.1');
      near.pipe(far);
      far.on('data', (data) => {
        // What the server still says to a client that takes its leave comes after the end.
        if (near.writableEnded) return;
        if (data.includes('250 kept')) near.end(data);
        else near.write(data);
      });
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void wire.close());
    const address = wire.address();
    const channel = channelTo(typeof address === 'object' && address ? address.port : 0);
    const sent: boolean[] = [];
    for (let nth = 0; nth < 4; nth += 1) sent.push((await channel.send(envelopeOf())).ok);
    expect(sent).toEqual([true, true, true, true]);
    expect(server.mails).toHaveLength(4);
  });

  test('a server that never answers is said to be silent, and is worth another try', async () => {
    const server = await mailServer(() => 'hang');
    onTestFinished(server.release);
    const sent = await channelTo(server.port, {}, 'operational', { silenceMs: 200 }).send(envelopeOf());
    const message = expect.stringMatching(/^the mail server gave no answer/);
    expect(sent).toEqual({ ok: false, error: { recoverable: true, message } });
  });
});

test('a server that says a little now and then, and never yes, holds up a message no longer than others', async () => {
  const closed: Promise<void>[] = [];
  const dribbler = createServer((socket) => {
    socket.write('220 mail.example.org\r\n');
    const dribble = setInterval(() => socket.write('250-wait\r\n'), 20);
    // The client may be gone in the middle of a line: an error of the wire, and no matter.
    socket.on('error', () => undefined);
    socket.resume();
    closed.push(
      new Promise<void>((resolve) => {
        socket.on('close', () => {
          clearInterval(dribble);
          resolve();
        });
      }),
    );
  });
  await new Promise<void>((resolve) => dribbler.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void dribbler.close());
  const address = dribbler.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const channel = channelTo(port, {}, 'operational', { deadlineMs: 500 });
  // One more than there are connections.
  const all = await Promise.all(Array.from({ length: 4 }, () => channel.send(envelopeOf())));
  for (const sent of all)
    expect(sent).toEqual({ ok: false, error: { recoverable: true, message: 'the mail server took too long' } });
  await Promise.all(closed);
});

describe('a demonstration or an exercise', () => {
  test.each(['mail.example.org', '10.0.0.1', '127.0.0.1.example.org', 'localhost.example.org', '0.0.0.0', '::', ''])(
    'refuses the mail server %j from the start',
    (host) => {
      for (const kind of ['demonstration', 'exercise'] as const) {
        const server = {
          host,
          port: 25,
          secure: false,
          username: null,
          password: null,
          from: 'amont@example.org',
          connections: 3,
        };
        const refused = createSmtpChannel(server, { kind });
        expect(refused).toMatchObject({
          ok: false,
          error: { recoverable: false, message: expect.stringContaining(kind) },
        });
      }
    },
  );

  test('looks again before every message where the name leads', async () => {
    const server = await mailServer();
    const resolve = async () => [{ address: '127.0.0.1' }, { address: '192.0.2.1' }];
    const made = createSmtpChannel(
      {
        host: 'localhost',
        port: server.port,
        secure: false,
        username: null,
        password: null,
        from: 'amont@example.org',
        connections: 3,
      },
      { kind: 'demonstration' },
      { resolve },
    );
    if (!made.ok) throw new Error(made.error.message);
    open.push(made.value);
    expect(await made.value.send(envelopeOf())).toMatchObject({ ok: false, error: { recoverable: false } });
    expect(server.mails).toEqual([]);
  });

  test('hands mail to this machine', async () => {
    const server = await mailServer();
    expect(await channelTo(server.port, { host: 'localhost' }, 'demonstration').send(envelopeOf())).toMatchObject({
      ok: true,
    });
    expect(server.mails.length).toBe(1);
  });
});
