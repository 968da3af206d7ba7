import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbeddedBroker } from '../../../src/reading/io/broker.ts';
import type { Ingest, RawMessage } from '../../../src/reading/message-source.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { closed, connectPublisher } from '../../support/publish.ts';

const log = pino({ level: 'silent' });
const now = (): number => 1_579_694_700_000;
const topic = 'amont/v1/trebes/stage';

async function start(ingest: Ingest, maxConnections?: number) {
  const options = { host: '127.0.0.1', port: 0, now, ...(maxConnections === undefined ? {} : { maxConnections }) };
  const started = await startEmbeddedBroker(options, ingest, log);
  if (!started.ok) throw new Error(started.error);
  onTestFinished(() => started.value.close());
  return started.value;
}

async function publisher(port: number, protocolVersion: 3 | 4 = 4): Promise<MqttClient> {
  const more = protocolVersion === 3 ? { protocolId: 'MQIsdp' as const, clientId: 'old-sensor' } : {};
  const client = await connectPublisher(`mqtt://127.0.0.1:${port}`, { protocolVersion, ...more });
  onTestFinished(() => client.endAsync(true));
  return client;
}

test.each([3, 4] as const)(
  'the sensor (MQTT protocol level %i) has its PUBACK only after the store',
  async (version) => {
    const taken: RawMessage[] = [];
    let commit = (): void => {};
    const broker = await start(async (batch) => {
      taken.push(...batch);
      await new Promise<void>((resolve) => {
        commit = resolve;
      });
    });
    const client = await publisher(broker.port, version);
    let acknowledged = false;
    const done = client.publishAsync(topic, '{"stageM":1}', { qos: 1 }).finally(() => {
      acknowledged = true;
    });
    await eventually(() => taken.length === 1, 'the message is taken');
    // The broker answers packets in order: by the time of this answer a PUBACK would have come.
    const answered = new Promise((resolve) => client.once('packetreceive', resolve));
    client.sendPing();
    await answered;
    expect(acknowledged).toBe(false);
    expect(taken[0]).toMatchObject({ topic, receivedAt: now() });
    commit();
    await done;
    expect(acknowledged).toBe(true);
    await broker.settled();
  },
);

test('a reading that could not be stored is not acknowledged, and is stored when the sensor sends it again', async () => {
  const stored: string[] = [];
  let failures = 2;
  const broker = await start(async (batch) => {
    if (failures-- > 0) throw new Error('disk full');
    stored.push(...batch.map((each) => Buffer.from(each.payload).toString()));
  });
  const client = await publisher(broker.port);
  await Promise.all(['1', '2', '3'].map((each) => client.publishAsync(topic, each, { qos: 1 })));
  expect(new Set(stored)).toEqual(new Set(['1', '2', '3']));
});

test('QoS 0 and QoS 2 come in too; foreign topics go to ingest, which knows how to refuse them', async () => {
  const stored: string[] = [];
  const broker = await start(async (batch) => void stored.push(...batch.map((each) => each.topic)));
  const client = await publisher(broker.port);
  await client.publishAsync(topic, '1', { qos: 0 });
  await client.publishAsync('somewhere/else', '2', { qos: 2 });
  await client.publishAsync(topic, '3', { qos: 1, retain: true });
  await eventually(() => stored.length === 3, 'all are stored');
  expect(new Set(stored)).toEqual(new Set([topic, 'somewhere/else']));
});

test('topics of the broker itself are refused, and nobody can subscribe', async () => {
  const stored: string[] = [];
  const broker = await start(async (batch) => void stored.push(...batch.map((each) => each.topic)));
  const client = await publisher(broker.port);
  await expect(client.subscribeAsync('#', { qos: 1 })).rejects.toThrow(/unspecified|128/i);
  const gone = closed(client);
  client.publish('$SYS/broker/clients', 'x', { qos: 0 });
  await gone;
  expect(stored).toEqual([]);
});

test('a packet that is too long closes its own connection and no other', async () => {
  const sizes: number[] = [];
  const broker = await start(async (batch) => void sizes.push(...batch.map((each) => each.payload.byteLength)));
  const rude = await publisher(broker.port);
  const good = await publisher(broker.port);
  const gone = closed(rude);
  rude.publish(topic, Buffer.alloc(2 * 1024 * 1024), { qos: 0 });
  await gone;
  await good.publishAsync(topic, Buffer.alloc(100_000), { qos: 1 });
  expect(sizes).toEqual([100_000]);
  expect(broker.connected()).toBe(true);
});

test('more connections than allowed are refused, the others stay', async () => {
  const stored: string[] = [];
  const broker = await start(async (batch) => void stored.push(...batch.map((each) => each.topic)), 1);
  const first = await publisher(broker.port);
  const second = connect(broker.port, '127.0.0.1');
  second.resume();
  await once(second, 'close');
  await first.publishAsync(topic, '1', { qos: 1 });
  expect(stored).toEqual([topic]);
});

test('a port in use is a message that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const started = await startEmbeddedBroker({ host: '127.0.0.1', port, now }, async () => {}, log);
  other.close();
  expect(started).toMatchObject({ ok: false });
  expect(!started.ok && started.error).toMatch(
    new RegExp(`port ${port} .* already in use.*under mqtt\\.embedded\\.port in amont.yaml`),
  );
});

test('an address that is not of this machine is a message that names the keys', async () => {
  // Of a range that is kept for documentation: RFC 5737.
  const started = await startEmbeddedBroker({ host: '203.0.113.1', port: 1883, now }, async () => {}, log);
  expect(!started.ok && started.error).toContain('Check mqtt.embedded.host and mqtt.embedded.port in amont.yaml.');
});

test('killed between commit and acknowledgement, it is sent again by the sensor: nothing is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amont-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'committed');
  const committed = (): string[] => {
    try {
      return readFileSync(file, 'utf8')
        .split('\n')
        .filter((each) => each !== '');
    } catch {
      return [];
    }
  };
  const port = await freePort();
  const script = new URL('../../support/ingesting-process.ts', import.meta.url).pathname;
  const run = (mode: string) => {
    const child = spawn(process.execPath, [script, `embedded:${port}`, file, mode], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };

  const doomed = run('hang');
  const client = await connectPublisher(`mqtt://127.0.0.1:${port}`, { clientId: 'sensor' });
  onTestFinished(() => client.endAsync(true));
  let acknowledged = 0;
  const all = Array.from({ length: 20 }, (_, index) =>
    client.publishAsync(topic, `${index}`, { qos: 1 }).finally(() => {
      acknowledged += 1;
    }),
  );
  await eventually(() => committed().length > 0, 'the first batch is committed');
  doomed.kill('SIGKILL');
  await once(doomed, 'exit');
  expect(acknowledged).toBe(0);

  run('run');
  await Promise.all(all);
  expect(acknowledged).toBe(20);
  expect(new Set(committed())).toEqual(new Set(Array.from({ length: 20 }, (_, index) => `${index}`)));
  expect(committed().length).toBeGreaterThan(20);
});
