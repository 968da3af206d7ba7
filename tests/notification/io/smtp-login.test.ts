import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { createSmtpLogin } from '../../../src/notification/io/smtp-login.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { freePort } from '../../support/free-port.ts';
import { testMailServers } from '../../support/mail-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const mailServer = testMailServers();
const folder = tempFolder('smtp-login');

function loginAt(port: number, deadlineMs?: number) {
  const server = { host: '127.0.0.1', port, secure: false, username: 'amont', password: 'old', from: 'a@b.c' };
  const login = createSmtpLogin({ ...server, connections: 1 }, deadlineMs);
  onTestFinished(login.close);
  return login;
}

/** Also where it is reset: that is how whoever has no time for what is said leaves. */
const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

/** Greets, and then says a little now and then. */
async function dribbler() {
  const server = createServer((socket) => {
    socket.write('220 here\r\n');
    socket.once('data', () => {
      const drip = setInterval(() => socket.write('250-wait\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    socket.on('error', () => {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const came = once(server, 'connection').then(([socket]: Socket[]) => socket!);
  return { port: typeof address === 'object' && address ? address.port : 0, came };
}

test('it comes in with name and password, goes, and hands nothing over', async () => {
  const tried: unknown[] = [];
  let went = 0;
  const { port, mails } = await mailServer(() => null, {
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      tried.push([username, password]);
      if (tried.length === 1) done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 no'), { responseCode: 535 }));
    },
    onClose: () => {
      went += 1;
    },
  });
  const { check } = loginAt(port);
  expect([await check(), await check()]).toEqual([null, 'AUTH PLAIN: 535 5.7.8 no']);
  expect([mails, tried]).toEqual([
    [],
    [
      ['amont', 'old'],
      ['amont', 'old'],
    ],
  ]);
  await expect.poll(() => went).toBe(2);
  expect(await loginAt(await freePort()).check()).toMatch(/ECONNREFUSED/);
});

test.each([true, false])(
  'it keeps the certificate that the server shows, sealed from the first byte on: %s',
  async (secure) => {
    const { cert, key } = makeCertificate(mkdtempSync(join(folder, 'mail-')));
    const pem = readFileSync(cert, 'utf8');
    const known = getCACertificates('default');
    onTestFinished(() => setDefaultCACertificates(known));
    const { port } = await mailServer(() => null, {
      secure,
      cert: pem,
      key: readFileSync(key),
      disabledCommands: ['AUTH'],
    });
    const server = { host: '127.0.0.1', port, secure, username: null, password: null, from: 'a@b.c', connections: 1 };
    const login = createSmtpLogin(server);
    onTestFinished(login.close);
    // What is not valid is told as why nobody gets in.
    expect([await login.check(), login.cert()]).toEqual([expect.stringContaining('self-signed'), null]);
    setDefaultCACertificates([...known, pem]);
    expect(await login.check()).toBeNull();
    expect(login.cert()).toBe(pem);
  },
);

test('a server that says a little now and then is left in time, and at once when the service stops', async () => {
  const slow = await dribbler();
  const left = slow.came.then((socket) => closed(socket));
  expect(await loginAt(slow.port, 100).check()).toBe('the mail server took too long');
  await left;

  const slower = await dribbler();
  const { check, close } = loginAt(slower.port);
  const looking = check();
  const socket = await slower.came;
  await once(socket, 'data');
  close();
  await Promise.all([closed(socket), looking]);
});
