import { generate } from 'mqtt-packet';
import pino from 'pino';
import { onTestFinished, test } from 'vitest';
import { startEmbeddedBroker } from '../../../src/reading/io/broker.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { eventually } from '../../support/eventually.ts';
import { stranger } from '../../support/stranger.ts';

/** Knows of each payload that was stored whether the service still has it in memory. */
async function start() {
  const taken: WeakRef<Uint8Array>[] = [];
  const ingest = async (batch: readonly { payload: Uint8Array }[]): Promise<void> => {
    taken.push(...batch.map(({ payload }) => new WeakRef(payload)));
  };
  const options = { host: '127.0.0.1', port: 0, now: Date.now };
  const broker = await startEmbeddedBroker(options, ingest, pino({ level: 'silent' }));
  if (!broker.ok) throw new Error(broker.error);
  onTestFinished(() => broker.value.close());
  return { port: broker.value.port, taken };
}

const hello = (clientId: string): Buffer =>
  generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: false, clientId, keepalive: 0 });

function publish(messageId: number, bytes: number): Buffer {
  const payload = Buffer.alloc(bytes, 65);
  return generate({
    cmd: 'publish',
    topic: 'amont/v1/trebes/stage',
    payload,
    qos: 2,
    messageId,
    dup: false,
    retain: false,
  });
}

test.each([
  ['a reading', 100],
  ['more than a reading may have', 100_000],
])('what was stored is not kept for its sender to release it: %s', async (_, bytes) => {
  const { port, taken } = await start();
  const says = [publish(1, bytes), publish(2, bytes), publish(3, bytes)];
  const [, leaves] = await Promise.all(
    ['stays', 'leaves'].map(async (id) => {
      const { socket } = await stranger(port, Buffer.concat([hello(id), ...says]));
      onTestFinished(() => void socket.destroy());
      return socket;
    }),
  );
  await eventually(() => taken.length === 6, 'all are stored');
  leaves?.destroy();
  await eventually(() => {
    collectGarbage();
    return taken.every((each) => each.deref() === undefined);
  }, 'none is in memory any more');
});
