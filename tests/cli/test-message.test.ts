import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { testMessageCommand } from '../../src/cli/test-message.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { readReceiptToken } from '../../src/notification/tried/receipt-link.ts';
import { loadKeys } from '../../src/store/keys.ts';
import { freePort } from '../support/free-port.ts';
import { type Answer, testMailServers } from '../support/mail-server.ts';
import { receiver } from '../support/receiver.ts';
import { smsGateway } from '../support/sms-gateway.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { SECRET } from '../support/webhook-secret.ts';

const scratch = tempFolder('test-message');
const mailServer = testMailServers();
let towns = 0;

function read(config: string) {
  const known = loadConfig(config, { AMONT_WEBHOOK_SIREN_SECRET: SECRET });
  if (!known.ok) throw new Error('config');
  return known.value;
}

/** Its gateway is told with each message where to report. */
function reporting({ sms }: Config, port: number): Pick<Config, 'sms' | 'reports'> {
  const wanted = { url: `http://127.0.0.1:${port}/api/v1/reports`, secret: 's3cret', idAfter: null };
  return {
    sms: sms && { ...sms, url: `${sms.url}&report={reportUrl}`, reports: wanted },
    reports: { id: 'id', state: 'state', delivered: ['1'], failed: ['2'], secret: 's3cret' },
  };
}

/** The town of the fixtures, whose service hands its mail to a real server on this machine. */
async function town(phone?: string, gateway?: string, siren?: string) {
  const folder = join(scratch, String(++towns));
  const config = join(folder, 'config');
  mkdirSync(folder);
  cpSync(join(import.meta.dirname, '../fixtures/good-config'), config, { recursive: true });
  if (phone && gateway) {
    const communes = join(config, 'communes.yaml');
    writeFileSync(
      communes,
      readFileSync(communes, 'utf8').replace('mayor@example.org', `mayor@example.org, phone: "${phone}"`),
    );
    appendFileSync(join(config, 'amont.yaml'), `sms:\n  url: ${gateway}?to={digits}&text={text}\n  taken: OK\n`);
  }
  if (siren)
    appendFileSync(join(config, 'amont.yaml'), `webhooks: [{ name: siren, url: ${siren}, tells: residents }]\n`);
  const ask = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await testMessageCommand([...args, '--config', config], (line) => lines.push(line));
    return { code, text: lines.join('\n') };
  };
  const start = async (answer?: Answer, hasMail = true, reports = false) => {
    const server = await mailServer(answer);
    const mail = `mail: { host: 127.0.0.1, port: ${server.port}, secure: false, from: a@b.fr }\n`;
    if (hasMail) appendFileSync(join(config, 'amont.yaml'), mail);
    const known = read(config);
    const port = await freePort();
    const own = { http: { ...known.http, port }, mqtt: localBroker(0), ...(reports && reporting(known, port)) };
    const app = await createApp({ ...known, ...own }, pino({ level: 'silent' }));
    if (!app.ok) throw new Error(app.error);
    onTestFinished(() => app.value.close());
    return server;
  };
  const keyOf = () => loadKeys(read(config).dataFolder).link;
  return { ask, start, keyOf, config };
}

test('a TEST goes through the running service to one contact, and the mail server’s yes is told', async () => {
  const { ask, start, config } = await town();
  const server = await start();
  const { code, text } = await ask('town-mayor');
  expect(text).toMatch(/^The mail server accepted it: 250/);
  expect(code).toBe(0);
  expect(server.mails.map(({ to }) => to)).toEqual([['mayor@example.org']]);
  expect(server.mails[0]?.parsed.subject).toMatch(/TEST des messages d'alerte \(Town\)$/);
  expect(await ask('town-mayor', '--by', 'nobody')).toMatchObject({
    code: 2,
    text: expect.stringContaining(`(${config}/amont.yaml)`),
  });
  expect(await ask('stranger')).toMatchObject({ code: 2, text: expect.stringContaining('town-mayor (town)') });
  // Whoever forgot --config sees whose contacts these are.
  expect((await ask('stranger')).text).toContain(`(${config}/communes.yaml)`);
  expect((await ask('--all', '--commune', 'elsewhere')).text).toContain(`(${config}/communes.yaml)`);
  expect(await ask('town-mayor', '--commune', 'elsewhere')).toMatchObject({ code: 2 });
  expect(await ask()).toMatchObject({ code: 2 });
});

test('so is its no, and that no service runs', async () => {
  const { ask, start, config } = await town();
  const where = `${read(config).dataFolder} (${config}/amont.yaml)`;
  expect(await ask('town-mayor')).toMatchObject({
    code: 1,
    text: expect.stringContaining(`the service does not run on ${where}`),
  });
  await start(() => ({ code: 550, text: 'no such mailbox' }));
  expect(await ask('town-mayor')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^It was not sent: .*no such mailbox/),
  });
});

test('asked for again at once it is not sent twice, and says whose outcome it tells', async () => {
  const { ask, start } = await town();
  let isRefused = true;
  await start(() => (isRefused ? { code: 550, text: 'no such mailbox' } : null));
  expect((await ask('town-mayor')).text).not.toContain('ten seconds');
  isRefused = false;
  const { code, text } = await ask('town-mayor');
  expect(code).toBe(1);
  expect(text).toMatch(/^The same was tried less than ten seconds ago, .*\nIt was not sent: .*no such mailbox/);
});

test('where no mail server is set it names what to set', async () => {
  const { ask, start } = await town();
  await start(undefined, false);
  const { code, text } = await ask('town-mayor');
  expect(code).toBe(1);
  expect(text).toMatch(
    /^It was not sent: no email channel is configured\nSet mail in \S+amont\.yaml .*AMONT_SMTP_PASSWORD/,
  );
});

test('the gateway for text messages is tried too, and each says what it said', async () => {
  const gateway = await smsGateway(() => ({ status: 200, body: 'OK 42' }));
  const { ask, start } = await town('+33612345678', gateway.url);
  await start(() => ({ code: 550, text: 'no such mailbox' }));
  const { code, text } = await ask('town-mayor');
  expect(text).toMatch(/no such mailbox[^\n]*\nThe gateway for text messages accepted it: OK 42\n/);
  expect(code).toBe(1);
  expect(gateway.asked.map(({ url }) => new URL(url, gateway.url).searchParams.get('text'))).toEqual([
    expect.stringMatching(/^DÉMONSTRATION - TEST/),
  ]);
});

test('a text that the gateway accepted, and then reports lost, is not called refused', async () => {
  const gateway = await smsGateway(async ({ url }) => {
    const address = new URL(url, 'http://gateway').searchParams.get('report');
    await fetch(`${address}&state=2`);
    return { status: 200, body: 'OK 42' };
  });
  const { ask, start } = await town('+33612345678', gateway.url);
  await start(undefined, true, true);
  const lost = 'accepted it, but it did not reach the phone: 2';
  const { code, text } = await ask('town-mayor');
  expect([code, text]).toEqual([1, expect.stringContaining(`The gateway for text messages ${lost}`)]);
  expect(text).not.toMatch(/not sent/);
  expect((await ask('--all', '--commune', 'town')).text).toContain(
    'text message accepted, but it did not reach the phone: 2',
  );
});

test('a machine is tried by its name, and says what it said', async () => {
  const siren = await receiver(() => ({ status: 202, body: 'noted' }));
  const { ask, start, config } = await town(undefined, undefined, siren.url);
  await start(undefined, false);
  expect(await ask('--webhook', 'siren')).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^The machine accepted it: noted\nCheck that it has done nothing/),
  });
  expect(siren.received().map(({ body }) => body.type)).toEqual(['test.message']);
  expect(await ask('--webhook', 'sirn')).toEqual({
    code: 2,
    text: `there is no webhook sirn in ${config}/amont.yaml: they are siren`,
  });
  expect(await ask('--webhook', 'siren', '--commune', 'elsewhere')).toEqual({
    code: 2,
    text: `--commune: found elsewhere; siren is told of town (${config}/amont.yaml)`,
  });
  expect(await ask('town-mayor', '--webhook', 'siren')).toMatchObject({ code: 2 });
  expect(await ask('--all', '--commune', 'town', '--webhook', 'siren')).toMatchObject({ code: 2 });
});

test('a machine that says no to a test is told, and is not asked again for it', async () => {
  const siren = await receiver(() => ({ status: 401, body: 'wrong key' }));
  const { ask, start } = await town(undefined, undefined, siren.url);
  await start(undefined, false);
  expect(await ask('--webhook', 'siren')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^It was not sent by webhook: HTTP 401 from 127\.0\.0\.1:\d+: wrong key$/),
  });
  expect(siren.asked).toHaveLength(1);
});

test('a test to all contacts of a commune tells of each on one line, and fails where one was refused', async () => {
  const gateway = await smsGateway(() => ({ status: 200, body: 'OK 42' }));
  const { ask, start } = await town('+33612345678', gateway.url);
  await start(() => ({ code: 550, text: 'no such mailbox' }));
  const { code, text } = await ask('--all', '--commune', 'town');
  expect(text).toMatch(/^town-mayor: mail refused: [^\n]*no such mailbox[^\n]*; text message accepted$/);
  expect(code).toBe(1);
  expect(gateway.asked.map(({ url }) => new URL(url, gateway.url).searchParams.get('text'))).toEqual([
    expect.stringMatching(/\/fr\/received\/town\.town-mayor\.sms\.[\w.-]+$/),
  ]);
  expect(await ask('--all', '--commune', 'elsewhere')).toMatchObject({
    code: 2,
    text: expect.stringContaining('town'),
  });
  expect(await ask('--all')).toMatchObject({ code: 2 });
  expect(await ask('town-mayor', '--all', '--commune', 'town')).toMatchObject({ code: 2 });
});

test('and passes where all were accepted; the link in the message is the service’s own', async () => {
  const { ask, start, keyOf } = await town();
  const server = await start();
  expect(await ask('--all', '--commune', 'town')).toEqual({ code: 0, text: 'town-mayor: mail accepted' });
  const token = /\/received\/(\S+)/.exec(server.mails[0]?.parsed.text ?? '')?.[1] ?? '';
  expect(readReceiptToken(token, keyOf())).toMatchObject({ commune: 'town', contact: 'town-mayor', way: 'email' });
});

test('of all communes the staff page alone sends a test: its round is on record, and can be stopped', async () => {
  const { ask, start } = await town();
  const server = await start();
  expect(await ask('--all', '--commune', 'all')).toEqual({
    code: 2,
    text: expect.stringMatching(/^--commune: found all; the communes are town /),
  });
  expect(server.mails).toEqual([]);
});
