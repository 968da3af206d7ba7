import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
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

test('the end of the certificate that sensors are shown is a figure, where they are shown one', async () => {
  const own = mkdtempSync(join(folder, 'tls-'));
  const files = makeCertificate(own);
  const pem = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
  const tls = { ...pem, certFile: files.cert, keyFile: files.key };
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
  expect(await endsAt({ ...broker, tls })).toEqual([true, new X509Certificate(tls.cert).validToDate.getTime()]);
  expect(await endsAt(broker)).toEqual([true, null]);
});
