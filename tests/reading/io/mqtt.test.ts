import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes } from 'aedes';
import type { MqttClient } from 'mqtt';
import pino from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { type BrokerConnection, connectBroker } from '../../../src/reading/io/mqtt.ts';
import type { Ingest, MessageSource, RawMessage } from '../../../src/reading/message-source.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { eventually } from '../../support/eventually.ts';
import { type Mosquitto, startMosquitto } from '../../support/mosquitto.ts';
import { connectPublisher } from '../../support/publish.ts';
import { lacks } from '../../support/services.ts';

// The machine may be busy; what is waited for has its own deadline.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const log = pino({ level: 'silent' });
const topic = 'amont/v1/trebes/stage';
const now = (): number => 1_579_694_700_000;

async function mosquitto(settings?: readonly string[]): Promise<Mosquitto> {
  const broker = await startMosquitto(settings);
  onTestFinished(() => broker.stop());
  return broker;
}

async function listen(url: string, ingest: Ingest, more: Partial<BrokerConnection> = {}): Promise<MessageSource> {
  const own = { clientId: 'amont-test', username: null, password: null, topics: ['amont/#'], reconnectMs: 50 };
  const source = connectBroker({ ...own, url, now, ...more }, ingest, log);
  onTestFinished(() => source.close());
  await eventually(() => source.connected(), 'the subscription');
  return source;
}

async function publisher(url: string, protocolVersion: 4 | 5 = 5): Promise<MqttClient> {
  const client = await connectPublisher(url, { protocolVersion });
  onTestFinished(() => client.endAsync(true));
  return client;
}

const text = (message: RawMessage): string => Buffer.from(message.payload).toString();

describe('the acknowledgement waits for the store', () => {
  // A broker inside the test, since only a broker sees when it is acknowledged.
  test.each([1, 30])('%i messages: no PUBACK before ingest resolves, one each afterwards', async (count) => {
    const broker = await Aedes.createBroker();
    const server = createServer(broker.handle).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    onTestFinished(async () => {
      await new Promise<void>((resolve) => broker.close(resolve));
      server.close();
    });
    let acknowledged = 0;
    broker.on('ack', () => {
      acknowledged += 1;
    });
    const taken: RawMessage[] = [];
    let commit = (): void => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const source = await listen(
      url,
      async (batch) => {
        taken.push(...batch);
        await committed;
      },
      { protocolVersion: 4 },
    );
    const client = await publisher(url, 4);
    await Promise.all(Array.from({ length: count }, (_, index) => client.publishAsync(topic, `${index}`, { qos: 1 })));
    await eventually(() => taken.length > 0, 'the first batch');
    // A full round trip through the same connection and back: by now an early PUBACK would have come.
    await client.publishAsync('elsewhere', 'x', { qos: 1 });
    await new Promise(setImmediate);
    expect(acknowledged).toBe(0);
    commit();
    await eventually(() => acknowledged === count, 'one PUBACK a message');
    await source.settled();
    expect(taken.map(text)).toEqual(Array.from({ length: count }, (_, index) => `${index}`));
    expect(taken[0]?.receivedAt).toBe(now());
  });
});

test.skipIf(lacks('mosquitto'))(
  'two services that take one session from each other say so, all the while, and no longer once one has stopped',
  async () => {
    const { url } = await mosquitto();
    let takenFrom = 0;
    let time = now();
    const session = { isKnown: () => true, remember: () => {}, lost: () => {}, taken: () => (takenFrom += 1) };
    const more = { session, now: () => time };
    const here = await listen(url, async () => {}, more);
    expect(here.away()).toBeNull();
    const other = await listen(url, async () => {}, { reconnectMs: 70 });
    await eventually(() => takenFrom >= 3, 'the third time that it is taken');
    await eventually(() => here.connected(), 'a turn of ours');
    expect(here.away()).toEqual({ since: now(), why: null, isShared: true });
    // By a clock that was an hour ahead.
    time -= HOUR_MS;
    expect(here.away()).toBeNull();
    time += HOUR_MS;
    await other.close();
    await eventually(() => here.connected(), 'the session back');
    time += 61_000;
    expect(here.away()).toBeNull();
  },
);

test('each attempt that fails is counted once, whatever is told of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amont-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { cert, key } = makeCertificate(folder);
  let came = 0;
  const server = createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) });
  server.on('connection', () => {
    came += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `mqtts://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  let failures = 0;
  const failed = () => {
    failures += 1;
  };
  const own = { clientId: 'a', username: null, password: null, topics: ['#'], reconnectMs: 20, now, url, failed };
  const source = connectBroker(own, async () => {}, log);
  await eventually(() => failures >= 5, 'five attempts');
  // The next may have begun.
  expect([0, 1]).toContain(came - failures);
  expect(source.away()?.why).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  await source.close();
});

test('it is away where the subscription is refused, and is not for an error that its connection outlives', async () => {
  const broker = await Aedes.createBroker();
  let refusing = true;
  broker.authorizeSubscribe = (_client, subscription, done) => done(null, refusing ? null : subscription);
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    broker.handle(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    await new Promise<void>((resolve) => broker.close(resolve));
    server.close();
  });
  const address = server.address();
  const url = `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const warnings: string[] = [];
  const own = {
    clientId: 'a',
    username: null,
    password: null,
    topics: ['#'],
    protocolVersion: 4 as const,
    reconnectMs: 20,
    now,
    url,
  };
  const source = connectBroker(
    own,
    async () => {},
    pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) }),
  );
  onTestFinished(() => source.close());
  await source.started();
  expect(source.away()).toEqual({ since: now(), why: 'Subscribe error: Unspecified error' });
  refusing = false;
  sockets.at(-1)?.destroy();
  await eventually(() => source.connected(), 'the subscription');
  expect(source.away()).toBeNull();
  warnings.length = 0;
  // A packet of no kind.
  sockets.at(-1)?.write(Buffer.from([0x00, 0x00]));
  await eventually(() => warnings.length > 0, 'the error');
  expect([source.connected(), source.away()]).toEqual([true, null]);
});

describe.skipIf(lacks('mosquitto'))('through a real Mosquitto', () => {
  test.each([4, 5] as const)(
    'readings of an MQTT level %i sensor come in through Mosquitto, QoS 0, 1 and 2',
    async (level) => {
      const broker = await mosquitto();
      const stored: string[] = [];
      await listen(broker.url, async (batch) => void stored.push(...batch.map(text)), { protocolVersion: level });
      const client = await publisher(broker.url, level);
      for (const qos of [0, 1, 2] as const) await client.publishAsync(topic, `${qos}`, { qos });
      await eventually(() => stored.length === 3, 'all are stored');
      expect(stored.toSorted()).toEqual(['0', '1', '2']);
    },
  );

  test('what was published while the service was away is there when it comes back', async () => {
    const broker = await mosquitto();
    const stored: string[] = [];
    const ingest: Ingest = async (batch) => void stored.push(...batch.map(text));
    const first = await listen(broker.url, ingest);
    await first.close();
    const client = await publisher(broker.url);
    for (let index = 0; index < 50; index += 1) await client.publishAsync(topic, `${index}`, { qos: 1 });
    await listen(broker.url, ingest);
    await eventually(() => stored.length === 50, 'all 50');
    expect(stored).toEqual(Array.from({ length: 50 }, (_, index) => `${index}`));
  });

  test('one that has hung holds up no stop', async () => {
    const broker = await mosquitto();
    const source = await listen(broker.url, async () => {});
    onTestFinished(broker.thaw);
    broker.freeze();
    await source.close();
    expect(source.connected()).toBe(false);
  });

  test('what a device lets the broker retain comes once, not at each connection before all else', async () => {
    const broker = await mosquitto();
    const client = await publisher(broker.url);
    for (const junk of ['a', 'b']) await client.publishAsync(`amont/v1/trebes/${junk}`, junk, { qos: 1, retain: true });
    const stored: string[] = [];
    const kept: boolean[] = [];
    const ingest: Ingest = async (batch) => {
      stored.push(...batch.map(text));
      kept.push(...batch.map(({ retained }) => retained === true));
    };
    const first = await listen(broker.url, ingest);
    await eventually(() => stored.length === 2, 'what was there before');
    await first.close();
    await listen(broker.url, ingest);
    await client.publishAsync(topic, 'after', { qos: 1, retain: true });
    await eventually(() => stored.includes('after'), 'the reading');
    expect(stored.toSorted()).toEqual(['a', 'after', 'b']);
    // What comes as it is sent is of now, also where the broker keeps it for others.
    expect(kept).toEqual([true, true, false]);
  });

  test('the broker killed and started again: the subscription comes back by itself', async () => {
    const broker = await mosquitto();
    const stored: string[] = [];
    const source = await listen(broker.url, async (batch) => void stored.push(...batch.map(text)));
    await broker.kill();
    await eventually(() => !source.connected(), 'the loss is seen');
    await broker.restart();
    await eventually(() => source.connected(), 'the connection is back');
    const client = await publisher(broker.url);
    await client.publishAsync(topic, 'after', { qos: 1 });
    await eventually(() => stored.length > 0, 'the reading after the restart');
    expect(stored).toEqual(['after']);
  });

  test('a broker that comes back without our session is told of', async () => {
    const broker = await mosquitto(['allow_anonymous true', 'persistence false']);
    let lost = 0;
    let known = false;
    const source = await listen(broker.url, async () => {}, {
      session: {
        isKnown: () => known,
        remember: () => {
          known = true;
        },
        lost: () => {
          lost += 1;
        },
        taken: () => {},
      },
    });
    expect(lost).toBe(0);
    await broker.kill();
    await eventually(() => !source.connected(), 'the loss is seen');
    await broker.restart();
    await eventually(() => source.connected(), 'the connection is back');
    expect(lost).toBe(1);
  });

  test('ingest that fails and then works loses nothing, and the order of each attempt is kept', async () => {
    const broker = await mosquitto();
    const stored: string[] = [];
    let failures = 3;
    const source = await listen(broker.url, async (batch) => {
      if (failures-- > 0) throw new Error('disk full');
      stored.push(...batch.map(text));
    });
    const client = await publisher(broker.url);
    const sent = Array.from({ length: 100 }, (_, index) => `${index}`);
    await Promise.all(sent.map((each) => client.publishAsync(topic, each, { qos: 1 })));
    await eventually(() => new Set(stored).size === 100, 'all 100 are stored');
    await source.settled();
    expect([...new Set(stored)]).toEqual(sent);
  });

  test('while nothing can be stored the log does not say of the broker what is our own doing, however often it is tried', async () => {
    const broker = await mosquitto();
    let attempts = 0;
    const lines: string[] = [];
    const own = { clientId: 'amont-test', username: null, password: null, topics: ['amont/#'], reconnectMs: 20 };
    const source = connectBroker(
      { ...own, url: broker.url, now },
      async () => {
        attempts += 1;
        throw new Error('disk full');
      },
      pino({ level: 'error' }, { write: (line: string) => void lines.push(line) }),
    );
    onTestFinished(() => source.close());
    await eventually(() => source.connected(), 'the subscription');
    const client = await publisher(broker.url);
    await client.publishAsync(topic, '1', { qos: 1 });
    await eventually(() => attempts > 5, 'it is tried again and again');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      'readings could not be stored and are not acknowledged',
    ]);
  });

  test('a topic added to the configuration is subscribed in the session that the broker kept', async () => {
    const broker = await mosquitto();
    const stored: string[] = [];
    const ingest: Ingest = async (batch) => void stored.push(...batch.map(text));
    await (await listen(broker.url, ingest)).close();
    await listen(broker.url, ingest, { topics: ['amont/#', 'v3/+/devices/+/up'] });
    const client = await publisher(broker.url);
    await client.publishAsync('v3/app/devices/one/up', 'added', { qos: 1 });
    await eventually(() => stored.length > 0, 'the new topic');
    expect(stored).toEqual(['added']);
  });

  test('more messages than may wait: the connection is read no further, and nothing is lost', async () => {
    const broker = await mosquitto(['allow_anonymous true', 'max_inflight_messages 0']);
    let stored = 0;
    let largest = 0;
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    await listen(
      broker.url,
      async (batch) => {
        await gate;
        largest = Math.max(largest, batch.length);
        stored += batch.length;
      },
      { protocolVersion: 4 },
    );
    const client = await publisher(broker.url);
    const all = Array.from({ length: 10_000 }, () => client.publishAsync(topic, '1', { qos: 0 }));
    await Promise.all(all);
    open();
    await eventually(() => stored === 10_000, 'all 10,000');
    expect(largest).toBeLessThanOrEqual(2_000);
  });

  test('TLS with a client certificate; a stranger without one gets nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amont-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { cert, key } = makeCertificate(folder);
    const files = [`cafile ${cert}`, `certfile ${cert}`, `keyfile ${key}`, 'require_certificate true'];
    const broker = await mosquitto(['allow_anonymous true', ...files]);
    const url = broker.url.replace('mqtt:', 'mqtts:');
    const ca = readFileSync(cert);
    const tls = { ca, cert: ca, key: readFileSync(key) };
    const stored: string[] = [];
    await listen(url, async (batch) => void stored.push(...batch.map(text)), { tls: () => tls });
    const client = await connectPublisher(url, tls);
    onTestFinished(() => client.endAsync(true));
    await client.publishAsync(topic, 'sealed', { qos: 1 });
    await eventually(() => stored.length > 0, 'the reading');
    expect(stored).toEqual(['sealed']);

    const complaints: string[] = [];
    const stranger = connectBroker(
      {
        clientId: 'stranger',
        username: null,
        password: null,
        topics: ['#'],
        reconnectMs: 50,
        now,
        url,
        tls: () => ({ ca }),
      },
      async () => {},
      pino({ level: 'warn' }, { write: (line: string) => void complaints.push(line) }),
    );
    onTestFinished(() => stranger.close());
    await eventually(() => complaints.length > 0, 'the refusal is said');
    expect(stranger.connected()).toBe(false);
  });

  test('a wrong password is not the end: the connection is tried again, and says that it is not there', async () => {
    const broker = await mosquitto(['allow_anonymous false']);
    const source = connectBroker(
      { clientId: 'a', username: 'x', password: 'y', topics: ['amont/#'], url: broker.url, now, reconnectMs: 20 },
      async () => {},
      log,
    );
    onTestFinished(() => source.close());
    await source.settled();
    expect(source.connected()).toBe(false);
  });

  test.each([4, 5] as const)('over MQTT level %i a refused user is named with what to check, once', async (level) => {
    const broker = await mosquitto(['allow_anonymous false']);
    const lines: string[] = [];
    const own = { clientId: 'a', username: 'hub', password: 'y', topics: ['amont/#'], protocolVersion: level };
    const source = connectBroker(
      { ...own, url: broker.url, now, reconnectMs: 20 },
      async () => {},
      pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
    );
    onTestFinished(() => source.close());
    await eventually(() => lines.length > 0, 'the refusal is said');
    // Twenty attempts more.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      'the broker refuses user hub: check mqtt.external.username in amont.yaml and AMONT_MQTT_PASSWORD',
    );
    expect(lines[0]).not.toContain('stack');
  });
});
