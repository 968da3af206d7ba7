import { readFileSync } from 'node:fs';
import type { IClientOptions, MqttClient } from 'mqtt';
import mqtt from 'mqtt';
import pino from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { mayPublish } from '../../../src/reading/device/topic-rights.ts';
import { startEmbeddedBroker } from '../../../src/reading/io/broker.ts';
import type { RawMessage } from '../../../src/reading/message-source.ts';
import { openDevicePasswords } from '../../../src/store/device-passwords.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { eventually } from '../../support/eventually.ts';
import { closed, connectPublisher } from '../../support/publish.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('doorkeeper');
const files = makeCertificate(folder);
const pem = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
const log = pino({ level: 'silent' });
const passwords = openDevicePasswords(folder);
const rights = { devices: [], gateways: new Map([['town-gateway', ['trebes', 'alet']]]) };

async function start({ proofOf } = passwords) {
  const stored: RawMessage[] = [];
  const doorkeeper = {
    proofOf,
    proofs: passwords.hashes,
    mayPublish: (user: string, topic: string) => mayPublish(user, topic, rights),
  };
  const options = { host: '127.0.0.1', port: 0, now: Date.now, tls: pem, doorkeeper, watchEveryMs: 20 };
  const broker = await startEmbeddedBroker(options, async (batch) => void stored.push(...batch), log);
  if (!broker.ok) throw new Error(broker.error);
  const { port, close } = broker.value;
  onTestFinished(close);
  return { url: `mqtts://127.0.0.1:${port}`, stored, close };
}

async function come(url: string, username: string, password: string, more: IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, { ca: pem.cert, username, password, reconnectPeriod: 0, ...more });
  onTestFinished(() => client.endAsync(true));
  return client;
}

describe.each([4, 5] as const)('a device over TLS, MQTT level %i', (protocolVersion) => {
  const level = { protocolVersion };

  test('comes in with its password and is told that its reading is stored', async () => {
    const { url, stored } = await start();
    const device = await come(url, 'trebes', passwords.renew('trebes'), level);
    await device.publishAsync('amont/v1/trebes/stage', '{"stageM":1}', { qos: 1 });
    expect(stored).toMatchObject([{ topic: 'amont/v1/trebes/stage' }]);
    expect(stored[0]?.trespasser).toBeUndefined();
  });

  test.each([
    ['a wrong password', 'trebes', 'guessed'],
    ['the password of another device', 'trebes', passwords.renew('alet')],
    ['a name that nobody knows', 'nobody', ''],
  ])('%s does not come in', async (_, username, password) => {
    const { url, stored } = await start();
    passwords.renew('trebes');
    await expect(come(url, username, password, level)).rejects.toThrow(/not authorized/i);
    await expect(mqtt.connectAsync(url, { ca: pem.cert, reconnectPeriod: 0, ...level })).rejects.toThrow(
      /not authorized/i,
    );
    expect(stored).toEqual([]);
  });

  test("another's topic is marked as such and does not hold up the device's own readings", async () => {
    const { url, stored } = await start();
    const device = await come(url, 'trebes', passwords.renew('trebes'), level);
    for (const station of ['alet', 'trebes']) {
      await device.publishAsync(`amont/v1/${station}/stage`, '{"stageM":9}', { qos: 1 });
    }
    expect(stored.map(({ topic, trespasser }) => [topic, trespasser])).toEqual([
      ['amont/v1/alet/stage', 'trebes'],
      ['amont/v1/trebes/stage', undefined],
    ]);
  });

  test('a gateway speaks for its stations, over as many connections as it likes', async () => {
    const { url, stored } = await start();
    const password = passwords.renew('town-gateway');
    const one = await come(url, 'town-gateway', password, { ...level, clientId: 'one' });
    const two = await come(url, 'town-gateway', password, { ...level, clientId: 'two' });
    await one.publishAsync('amont/v1/alet/stage', '1', { qos: 1 });
    await two.publishAsync('amont/v1/trebes/stage', '2', { qos: 1 });
    await one.publishAsync('amont/v1/limoux/stage', '3', { qos: 1 });
    expect(stored.map(({ trespasser }) => trespasser)).toEqual([undefined, undefined, 'town-gateway']);
  });

  test('nobody pushes a device out by taking its client id', async () => {
    const { url } = await start();
    const device = await come(url, 'trebes', passwords.renew('trebes'), { ...level, clientId: 'trebes' });
    await come(url, 'alet', passwords.renew('alet'), { ...level, clientId: 'trebes' });
    await device.publishAsync('amont/v1/trebes/stage', '1', { qos: 1 });
    expect(device.connected).toBe(true);
  });
});

test('a password is void as soon as there is a new one, and a removed device does not come in', async () => {
  const { url } = await start();
  const old = passwords.renew('trebes');
  await come(url, 'trebes', old);
  const fresh = openDevicePasswords(folder).renew('trebes');
  await expect(come(url, 'trebes', old)).rejects.toThrow(/not authorized/i);
  await come(url, 'trebes', fresh);
  expect(passwords.names()).toContain('trebes');
  expect(passwords.remove('trebes')).toBe(true);
  expect(passwords.remove('trebes')).toBe(false);
  await expect(come(url, 'trebes', fresh)).rejects.toThrow(/not authorized/i);
});

test('who was let in while the password was being changed is turned out like everybody with the old one', async () => {
  const old = passwords.renew('trebes');
  const { url } = await start({
    ...passwords,
    proofOf(name, password) {
      const proof = passwords.proofOf(name, password);
      passwords.renew(name);
      return proof;
    },
  });
  const device = await come(url, 'trebes', old);
  if (device.connected) await closed(device);
  expect(device.connected).toBe(false);
});

test('without encryption nobody is heard where it is asked for, and a key of another certificate is said at the start', async () => {
  const { url } = await start();
  const plain = mqtt.connect(url.replace('mqtts', 'mqtt'), { reconnectPeriod: 0 });
  onTestFinished(() => plain.endAsync(true));
  plain.on('connect', () => expect.unreachable('nobody comes in in clear text'));
  await closed(plain);
  const other = makeCertificate(tempKeyFolder);
  const tls = { cert: pem.cert, key: readFileSync(other.key, 'utf8') };
  const refused = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, now: Date.now, tls }, async () => {}, log);
  expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('mqtt.embedded.tls') });
});

test.each([
  ['removed', () => void passwords.remove('alet')],
  ['changed', () => void passwords.renew('alet')],
])('a device whose password is %s is turned out, and no other', async (_how, change) => {
  const { url } = await start();
  const stolen = await come(url, 'alet', passwords.renew('alet'));
  const other = await come(url, 'trebes', passwords.renew('trebes'));
  const out = closed(stolen);
  change();
  await out;
  await other.publishAsync('amont/v1/trebes/stage', 'x', { qos: 1 });
  expect([stolen.connected, other.connected]).toEqual([false, true]);
});

test('what a device sends faster than any gauge measures waits, and all of it is stored', async () => {
  const { url, stored } = await start();
  const device = await connectPublisher(url, {
    ca: pem.cert,
    username: 'trebes',
    password: passwords.renew('trebes'),
  });
  onTestFinished(() => device.endAsync(true));
  const hundred = JSON.stringify(Array.from({ length: 100 }, (_, n) => ({ stageM: n })));
  const before = performance.now();
  await Promise.all(
    Array.from({ length: 41 }, () => device.publishAsync('amont/v1/trebes/stage', hundred, { qos: 1 })),
  );
  // 4,000 readings at once, then 200 a second: the last hundred cannot have come earlier.
  expect(performance.now() - before).toBeGreaterThan(490);
  expect(stored).toHaveLength(41);
});

test('what waits when the service stops does not hold it up, and is not acknowledged', async () => {
  const { url, stored, close } = await start();
  const device = await come(url, 'trebes', passwords.renew('trebes'));
  const [set, cleared] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
  onTestFinished(() => void vi.restoreAllMocks());
  const waits = () => set.mock.calls.findIndex(([, ms]) => ms !== undefined && ms > 4 * 60_000);
  // Of so many readings that it would wait for minutes.
  void device.publishAsync('amont/v1/trebes/stage', `[${'{'.repeat(60_000)}`, { qos: 1 }).catch(() => {});
  await eventually(() => waits() !== -1, 'it waits');
  await close();
  expect(cleared.mock.calls.flat()).toContain(set.mock.results[waits()]?.value);
  expect(stored).toEqual([]);
});

const tempKeyFolder = tempFolder('doorkeeper-other');
