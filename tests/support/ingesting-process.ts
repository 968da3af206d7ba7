import { appendFileSync } from 'node:fs';
import pino from 'pino';
import { startEmbeddedBroker } from '../../src/reading/io/broker.ts';
import { connectBroker } from '../../src/reading/io/mqtt.ts';

/**
 * A process to be killed: takes messages in and commits each to a file, a line a message. With `hang` it never comes back from
 * its first commit, so that the kill hits the moment between commit and acknowledgement.
 * Arguments: broker URL, or `embedded:<port>`; file; `run` or `hang`.
 */
const [, , from = '', file = '', mode = 'run'] = process.argv;

async function ingest(batch: readonly { payload: Uint8Array }[]): Promise<void> {
  appendFileSync(file, batch.map((each) => `${Buffer.from(each.payload).toString()}\n`).join(''));
  if (mode === 'hang') await new Promise(() => {});
}

const log = pino({ level: 'silent' });
if (from.startsWith('embedded:')) {
  const port = Number(from.slice('embedded:'.length));
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port, now: Date.now }, ingest, log);
  if (!broker.ok) throw new Error(broker.error);
} else {
  const client = { clientId: 'amont-test', username: null, password: null, topics: ['amont/#'], reconnectMs: 50 };
  connectBroker({ ...client, url: from, now: Date.now }, ingest, log);
}
