import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';
import { generate } from 'mqtt-packet';
import pino from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type EmbeddedBrokerOptions, startEmbeddedBroker } from '../../../src/reading/io/broker.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { eventually } from '../../support/eventually.ts';
import { type Stranger, stranger } from '../../support/stranger.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const files = makeCertificate(tempFolder('strangers'));
const pem = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };

async function start(more: Partial<EmbeddedBrokerOptions> = {}) {
  const lines: string[] = [];
  const asked: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const doorkeeper = {
    proofOf: (user: string, password: string) => {
      asked.push(user);
      return password === 'right' ? 'proof' : null;
    },
    proofs: () => null,
    mayPublish: () => true,
  };
  const options = { host: '127.0.0.1', port: 0, now: Date.now, doorkeeper, ...more };
  const broker = await startEmbeddedBroker(options, async () => {}, log);
  if (!broker.ok) throw new Error(broker.error);
  onTestFinished(() => broker.value.close());
  return { ...broker.value, lines, asked };
}

function hello(username: string, clientId = 'x', password = 'guessed'): Buffer {
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId,
    username,
    password: Buffer.from(password),
  });
}

test('whoever is not let in cannot fill the log, whatever he says and how often', async () => {
  const { port, lines } = await start();
  const says = [
    hello('\u0001'.repeat(65_000)),
    hello('trebes', '\u0001'.repeat(65_000)),
    generate({ cmd: 'publish', topic: 'a', payload: Buffer.alloc(60_000, 1), qos: 0, dup: false, retain: false }),
  ];
  for (let n = 0; n < 30; n += 1) await (await stranger(port, says[n % says.length])).gone;
  expect(lines).toHaveLength(10);
  for (const line of lines) expect(line.length).toBeLessThan(1_500);
  expect(lines.map((line) => JSON.parse(line).from)).toEqual(lines.map(() => '127.0.0.1'));
});

describe.each([
  ['in clear', null],
  ['over TLS', pem],
])('whoever comes %s and says nothing', (_, tls) => {
  test('is closed after his time', async () => {
    const { port } = await start({ tls, toComeInMs: 50 });
    const { socket, gone } = await stranger(port);
    await gone;
    expect(socket.destroyed).toBe(true);
  });

  test('holds up no stop', async () => {
    const { port, close } = await start({ tls, toComeInMs: 3_600_000 });
    const { socket, gone } = await stranger(port);
    await close();
    await gone;
    expect(socket.destroyed).toBe(true);
  });
});

test('a device that is let in at the very moment of a stop holds it up no more than those inside', async () => {
  const stop: { done?: Promise<void> } = {};
  const broker = await start({
    doorkeeper: {
      proofOf: () => {
        stop.done ??= broker.close();
        return 'proof';
      },
      proofs: () => null,
      mayPublish: () => true,
    },
  });
  const { socket, gone } = await stranger(broker.port, hello('trebes'));
  await gone;
  await stop.done;
  expect(socket.destroyed).toBe(true);
});

test('a user name longer than any station has is refused before anybody looks it up', async () => {
  const { port, asked } = await start();
  for (const length of [65, 66]) await (await stranger(port, hello('n'.repeat(length)))).gone;
  expect(asked).toEqual(['n'.repeat(65)]);
});

test('a CONNECT beyond 8 KiB is not waited for: nothing of it is gathered', async () => {
  const { port, lines, asked } = await start();
  const rest = hello('trebes', '').length - 2;
  await (await stranger(port, hello('trebes', 'c'.repeat(8_192 - rest)))).gone;
  expect(asked).toEqual(['trebes']);
  const unfinished = hello('trebes', 'c'.repeat(8_193 - rest)).subarray(0, 20);
  await (await stranger(port, unfinished)).gone;
  expect(lines.slice(-1)).toEqual([expect.stringContaining('a packet is too long')]);
});

/** Strangers who come in, one after the other, and say nothing. */
async function crowd(port: number, size: number): Promise<Stranger[]> {
  const all: Stranger[] = [];
  for (let n = 0; n < size; n += 1) all.push(await come(port));
  return all;
}

async function come(port: number, from?: string): Promise<Stranger> {
  const one = await stranger(port, undefined, from);
  onTestFinished(() => void one.socket.destroy());
  return one;
}

describe.each([
  ['in clear text', null],
  ['encrypted', pem],
])('a broker %s whose places are taken', (_, tls) => {
  const device = async (port: number) => {
    const options = { ca: pem.cert, username: 'trebes', password: 'right', reconnectPeriod: 0 };
    const client = await mqtt.connectAsync(`${tls ? 'mqtts' : 'mqtt'}://127.0.0.1:${port}`, options);
    onTestFinished(() => client.endAsync(true));
    return client;
  };

  test('by a crowd that says nothing lets a device in: who has waited longest gives way', async () => {
    const { port } = await start({ tls, maxConnections: 5 });
    const idle = await crowd(port, 5);
    const inside = await device(port);
    await idle[0]?.gone;
    await crowd(port, 6);
    await inside.publishAsync('amont/v1/trebes/stage', '1', { qos: 1 });
    expect(inside.connected).toBe(true);
  });

  test('by devices has a place again when one of them leaves', async () => {
    const { port } = await start({ tls, maxConnections: 2 });
    await device(port);
    const second = await device(port);
    await (await come(port)).gone;
    await second.endAsync();
    await eventually(async () => {
      const third = await device(port).catch(() => null);
      return third?.connected ?? false;
    }, 'the place is free');
  });
});

test('one device that comes in again and again takes no place of another: its own oldest connection gives way', async () => {
  const { port } = await start({ maxConnections: 15 });
  const all: Stranger[] = [];
  for (let n = 0; n < 20; n += 1) {
    const one = await stranger(port, hello('trebes', `x${n}`, 'right'));
    onTestFinished(() => void one.socket.destroy());
    await once(one.socket, 'data');
    all.push(one);
  }
  await Promise.all(all.slice(0, 10).map((each) => each.gone));
  const other = await stranger(port, hello('alet', 'y', 'right'));
  onTestFinished(() => void other.socket.destroy());
  expect(await once(other.socket, 'data')).toEqual([
    generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }),
  ]);
  expect(all.slice(10).some(({ socket }) => socket.closed)).toBe(false);
});

test.each([
  ['more than its share', 1_000, 101],
  ['more than there are places', 50, 60],
])(
  'a crowd of one address, %s, pushes out its own and not the slow device of another',
  async (_, maxConnections, size) => {
    const { port } = await start({ maxConnections });
    const slow = await come(port, '127.0.0.2');
    const [first] = await crowd(port, size);
    await first?.gone;
    const answer = once(slow.socket, 'data');
    slow.socket.write(hello('trebes', 'x', 'right'));
    expect(await answer).toEqual([generate({ cmd: 'connack', returnCode: 0, sessionPresent: false })]);
  },
);
