import { generate } from 'mqtt-packet';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { startEmbeddedBroker } from '../../../src/reading/io/broker.ts';
import { stranger } from '../../support/stranger.ts';

let cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
  cleanups = [];
});

async function start() {
  const lines: string[] = [];
  const asked: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const doorkeeper = { admits: (user: string) => asked.push(user) === 0, mayPublish: () => true };
  const options = { host: '127.0.0.1', port: 0, now: Date.now, doorkeeper };
  const broker = await startEmbeddedBroker(options, async () => {}, log);
  if (!broker.ok) throw new Error(broker.error);
  cleanups.push(() => broker.value.close());
  return { port: broker.value.port, lines, asked };
}

function hello(username: string, clientId = 'x'): Buffer {
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId,
    username,
    password: Buffer.from('guessed'),
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

test('a user name longer than any station has is refused before anybody looks it up', async () => {
  const { port, asked } = await start();
  for (const length of [65, 66]) await (await stranger(port, hello('n'.repeat(length)))).gone;
  expect(asked).toEqual(['n'.repeat(65)]);
});
