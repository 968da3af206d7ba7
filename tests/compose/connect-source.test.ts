import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectSource } from '../../src/compose/connect-source.ts';
import { createRecentFaults } from '../../src/compose/recent-faults.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { machineClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { makeCertificate } from '../support/certificate.ts';
import { eventually } from '../support/eventually.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = tempFolder('connect-source');

/** One run of the service beside its broker, from its start to its end, and what is told of it. */
async function run(url: string, dataFolder: string, clientId = 'amont') {
  const tls = { ca: null, cert: null, key: null };
  const own = { broker: 'external', url, clientId, username: null, password: null, inFlight: 1, tls } as const;
  const config = { ...(await demoConfig({ dataFolder })), mqtt: { ...own, protocolVersion: 5 } as const };
  const parts = new AsyncDisposableStack();
  const lines: string[] = [];
  const [metrics, faults] = [createMetrics(), createRecentFaults(machineClock)];
  const log = pino({}, { write: (line) => void lines.push(line) });
  const source = await connectSource(config, parts, async () => {}, { clock: machineClock, metrics, faults, log });
  if (!source.ok) throw new Error(source.error);
  await eventually(() => source.value.connected(), 'the subscription');
  const lost = /^amont_broker_sessions_lost_total (\d+)$/m.exec(await metrics.registry.metrics())?.[1];
  await parts.disposeAsync();
  return { lost, faults: faults.recent(), isLogged: lines.some((line) => line.includes('forgotten our session')) };
}

describe.skipIf(lacks('mosquitto'))(
  'a broker that lost our session while the service was stopped (needs mosquitto)',
  () => {
    const nothing = { lost: '0', faults: [], isLogged: false };
    const told = { lost: '1', faults: ['receiving'], isLogged: true };

    test('is told of at the next start; a first start, one after which it was kept, and another name there are not', async () => {
      const mosquitto = await startMosquitto(['allow_anonymous true', 'persistence false']);
      const data = mkdtempSync(join(folder, 'data-'));
      expect(await run(mosquitto.url, data)).toEqual(nothing);
      expect(await run(mosquitto.url, data)).toEqual(nothing);
      await mosquitto.kill();
      await mosquitto.restart();
      expect(await run(mosquitto.url, data)).toEqual(told);
      expect(await run(mosquitto.url, data)).toEqual(nothing);
      expect(await run(mosquitto.url, data, 'amont-2')).toEqual(nothing);
      await mosquitto.stop();
    });

    test('what the file holds that says so does no harm', async () => {
      const mosquitto = await startMosquitto(['allow_anonymous true', 'persistence false']);
      const data = mkdtempSync(join(folder, 'data-'));
      const file = join(data, 'broker-session.json');
      writeFileSync(file, '{"url":"mqtt://127');
      expect(await run(mosquitto.url, data)).toEqual(nothing);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ url: mosquitto.url, clientId: 'amont' });
      await mosquitto.stop();
    });
  },
);

/** A broker that shows `server` and lets in whoever shows `client`, and what the service has of both, each a file that somebody renews. */
async function sealedTown() {
  const own = mkdtempSync(join(folder, 'town-'));
  const made = () => makeCertificate(mkdtempSync(join(own, 'made-')));
  const [server, client, nextServer, nextClient] = [made(), made(), made(), made()];
  const at = (name: string) => join(own, name);
  const put = (name: string, from: string) => copyFileSync(from, at(name));
  const showsAnew = (shown: typeof server, letsIn: typeof client) => {
    put('server.pem', shown.cert);
    put('server.key', shown.key);
    put('clients.pem', letsIn.cert);
  };
  showsAnew(server, client);
  put('ca.pem', server.cert);
  put('own.pem', client.cert);
  put('own.key', client.key);
  const mosquitto = await startMosquitto([
    'allow_anonymous true',
    `cafile ${at('clients.pem')}`,
    `certfile ${at('server.pem')}`,
    `keyfile ${at('server.key')}`,
    'require_certificate true',
  ]);
  onTestFinished(() => mosquitto.stop());
  const read = (name: string) => ({ file: at(name), pem: readFileSync(at(name), 'utf8') });
  const tls = { ca: read('ca.pem'), cert: read('own.pem'), key: read('own.key') };
  return { own, mosquitto, showsAnew, put, tls, next: { server: nextServer, client: nextClient } };
}

describe.skipIf(lacks('mosquitto'))('certificates at a broker of the town (needs mosquitto)', () => {
  test('renewed beside the service they are used at the next connection; until then it says why there is none, and tries on', async () => {
    const { own, mosquitto, showsAnew, put, tls, next } = await sealedTown();
    const url = mosquitto.url.replace('mqtt:', 'mqtts:');
    const settings = {
      broker: 'external',
      url,
      clientId: 'amont',
      username: null,
      password: null,
      inFlight: 1,
    } as const;
    const config = {
      ...(await demoConfig({ dataFolder: own })),
      mqtt: { ...settings, tls, protocolVersion: 5 } as const,
    };
    const parts = new AsyncDisposableStack();
    onTestFinished(() => parts.disposeAsync());
    const [metrics, faults] = [createMetrics(), createRecentFaults(machineClock)];
    const tools = { clock: machineClock, metrics, faults, log: pino({ level: 'silent' }) };
    const source = await connectSource(config, parts, async () => {}, tools);
    if (!source.ok) throw new Error(source.error);
    const { connected, away, cert } = source.value;
    await eventually(connected, 'the subscription');
    expect(away()).toBeNull();

    const begun = Date.now();
    await mosquitto.kill();
    showsAnew(next.server, next.client);
    await mosquitto.restart();
    await eventually(
      () => away()?.why?.includes('DEPTH_ZERO_SELF_SIGNED_CERT') === true,
      'its certificate is not known',
    );
    put('ca.pem', next.server.cert);
    await eventually(() => away()?.why?.includes('ALERT_UNKNOWN_CA') === true, 'ours is not known there');
    expect(away()?.since).toBeGreaterThanOrEqual(begun);
    expect(cert()).toBe(tls.cert.pem);
    put('own.pem', next.client.cert);
    put('own.key', next.client.key);
    await eventually(connected, 'the connection with renewed certificates');
    expect([away(), cert()]).toEqual([null, readFileSync(next.client.cert, 'utf8')]);
    const failed = /^amont_broker_failures_total (\d+)$/m.exec(await metrics.registry.metrics())?.[1];
    expect(Number(failed)).toBeGreaterThanOrEqual(2);
  });
});

test('a key that belongs to another certificate is told at the start', async () => {
  const [one, other] = [
    makeCertificate(mkdtempSync(join(folder, 'one-'))),
    makeCertificate(mkdtempSync(join(folder, 'other-'))),
  ];
  const read = (file: string) => ({ file, pem: readFileSync(file, 'utf8') });
  const tls = { ca: null, cert: read(one.cert), key: read(other.key) };
  const own = {
    broker: 'external',
    url: 'mqtts://127.0.0.1:1',
    clientId: 'amont',
    username: null,
    password: null,
  } as const;
  const mqtt = { ...own, inFlight: 1, protocolVersion: 5, tls } as const;
  const parts = new AsyncDisposableStack();
  const [metrics, faults] = [createMetrics(), createRecentFaults(machineClock)];
  const tools = { clock: machineClock, metrics, faults, log: pino({ level: 'silent' }) };
  const config = { ...(await demoConfig({ dataFolder: folder })), mqtt };
  const source = await connectSource(config, parts, async () => {}, tools);
  expect(source.ok ? null : source.error).toMatch(
    /certificate and key do not go together .* Check mqtt\.external\.tls/,
  );
  await parts.disposeAsync();
});

test('the end of the certificate that sensors are shown is a figure, where they are shown one', async () => {
  const own = mkdtempSync(join(folder, 'tls-'));
  const files = makeCertificate(own);
  const pem = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
  const tls = { cert: { file: files.cert, pem: pem.cert }, key: { file: files.key, pem: pem.key } };
  const endsAt = async (mqtt: ReturnType<typeof localBroker>) => {
    const parts = new AsyncDisposableStack();
    const [metrics, faults] = [createMetrics(), createRecentFaults(machineClock)];
    const tools = { clock: machineClock, metrics, faults, log: pino({ level: 'silent' }) };
    const source = await connectSource(
      { ...(await demoConfig({ dataFolder: own })), mqtt },
      parts,
      async () => {},
      tools,
    );
    await parts.disposeAsync();
    const figure = /^amont_broker_certificate_ends_at_seconds (\d+)$/m.exec(await metrics.registry.metrics())?.[1];
    return [source.ok, figure === undefined ? null : 1000 * Number(figure)];
  };
  const broker = localBroker(0);
  if (broker.broker !== 'embedded') throw new Error('another broker');
  expect(await endsAt({ ...broker, tls })).toEqual([true, new X509Certificate(pem.cert).validToDate.getTime()]);
  expect(await endsAt(broker)).toEqual([true, null]);
});
