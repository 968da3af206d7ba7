import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedBroker } from '../../src/reading/io/broker.ts';
import { eventually } from '../support/eventually.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { connectPublisher } from '../support/publish.ts';
import { projectRoot } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';

// The machine may be busy; what is waited for has its own deadline.
vi.setConfig({ testTimeout: 60_000 });

/** The configuration of docs/sensors.md, without encryption. */
function bridges(networkServer: number, amont: number): string[] {
  const text = readFileSync(join(projectRoot, 'docs/sensors.md'), 'utf8');
  const block = /^ {4}upgrade_outgoing_qos true$.*?out 1\n\n/ms.exec(text)?.[0] ?? '';
  return block
    .replace(/address eu1\..*/, `address 127.0.0.1:${networkServer}`)
    .replace(/address amont\..*/, `address 127.0.0.1:${amont}`)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('bridge_cafile'));
}

async function mosquitto(settings?: string[]): Promise<string> {
  const broker = await startMosquitto(settings);
  onTestFinished(() => broker.stop());
  return broker.url;
}

test.skipIf(lacks('mosquitto'))(
  'uplinks of both network servers come to the embedded broker over a Mosquitto as the docs set it up',
  async () => {
    const taken = new Set<string>();
    const options = { host: '127.0.0.1', port: 0, now: Date.now };
    const ingest = async (batch: readonly { topic: string }[]) => batch.forEach(({ topic }) => taken.add(topic));
    const started = await startEmbeddedBroker(options, ingest, pino({ level: 'silent' }));
    if (!started.ok) throw new Error(started.error);
    onTestFinished(() => started.value.close());
    const things = await mosquitto();
    const chirpstack = await mosquitto([
      'allow_anonymous true',
      ...bridges(Number(new URL(things).port), started.value.port),
    ]);
    const uplinks = [
      { url: things, topic: 'v3/riviere@ttn/devices/weir/up', qos: 0 },
      { url: chirpstack, topic: 'application/1/device/0101010101010101/event/up', qos: 1 },
    ] as const;
    for (const { url, topic, qos } of uplinks) {
      const server = await connectPublisher(url);
      onTestFinished(() => server.endAsync(true));
      // A device tells again until somebody hears it: when the bridges stand no client is told.
      await eventually(async () => {
        await server.publishAsync(topic, '{}', { qos });
        return taken.has(topic);
      }, topic);
    }
    expect([...taken].toSorted()).toEqual(uplinks.map(({ topic }) => topic).toSorted());
  },
);
