/**
 * The service's ingest in a process of its own: its client (or its embedded broker), and behind it either nothing, or all that
 * happens to a reading before its PUBACK: decoding, quality control, a FULL commit. Arguments: broker URL or `embedded:PORT`;
 * folder. Asked `run COUNT none|full` it takes an empty database and answers; asked `stored` it answers when COUNT are through.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { startEmbeddedBroker } from '../../src/reading/io/broker.ts';
import { connectBroker } from '../../src/reading/io/mqtt.ts';
import type { Ingest } from '../../src/reading/message-source.ts';
import { benchNetwork, numberOf } from '../lib/traffic.ts';
import { instant } from '../lib/worker.ts';
import { openIngest } from './open-ingest.ts';

export interface Stored {
  /** When each message was durable, by its number within the run. */
  storedAt: number[];
  lastAt: number;
  cpuSeconds: number;
}

const [, , from = '', folder = ''] = process.argv;
const network = benchNetwork();

let ingest: Ingest = async () => {};
let close = (): void => {};
let count = 0;
let through = 0;
let storedAt: number[] = [];
let cpuBefore = process.cpuUsage();
let complete: (stored: Stored) => void = () => {};
let stored = new Promise<Stored>(() => {});

const taken: Ingest = async (batch) => {
  await ingest(batch);
  const at = instant();
  for (const { payload } of batch) storedAt[numberOf(payload) % 1_000_000] = at;
  through += batch.length;
  if (through < count) return;
  const { user, system } = process.cpuUsage(cpuBefore);
  complete({ storedAt, lastAt: at, cpuSeconds: (user + system) / 1e6 });
};

const log = pino({ level: 'error' }, process.stderr);
if (from.startsWith('embedded:')) {
  const port = Number(from.slice('embedded:'.length));
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port, now: Date.now }, taken, log);
  if (!broker.ok) throw new Error(broker.error);
} else {
  const client = { clientId: 'amont-bench', username: null, password: null, topics: ['amont/v1/+/+'], inFlight: 4_000 };
  const source = connectBroker({ ...client, url: from, now: Date.now }, taken, log);
  while (!source.connected()) await new Promise((resolve) => setTimeout(resolve, 10));
}
console.log('{}');

for await (const line of createInterface({ input: process.stdin })) {
  const [word, messages = '', kind = ''] = line.split(' ');
  if (word === 'run') {
    await prepare(Number(messages), kind === 'full');
    console.log('{}');
  } else {
    console.log(JSON.stringify(await stored));
  }
}
process.exit();

async function prepare(messages: number, full: boolean): Promise<void> {
  close();
  const file = join(folder, 'ingest.db');
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  ({ ingest, close } = full ? await openIngest(file, network) : { ingest: async () => {}, close: () => {} });
  count = messages;
  through = 0;
  storedAt = [];
  stored = new Promise((resolve) => {
    complete = resolve;
  });
  cpuBefore = process.cpuUsage();
}
