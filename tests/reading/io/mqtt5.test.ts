import * as fc from 'fast-check';
import mqtt, { type IClientOptions, type IConnackPacket, type MqttClient } from 'mqtt';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbeddedBroker } from '../../../src/reading/io/broker.ts';
import { createTranslator } from '../../../src/reading/io/mqtt5-packets.ts';

const topic = 'amont/v1/trebes/stage';

async function start() {
  const stored: string[] = [];
  const ingest = async (batch: readonly { topic: string; payload: Uint8Array }[]): Promise<void> => {
    stored.push(...batch.map((each) => `${each.topic} ${Buffer.from(each.payload).toString()}`));
  };
  const options = { host: '127.0.0.1', port: 0, now: Date.now };
  const broker = await startEmbeddedBroker(options, ingest, pino({ level: 'silent' }));
  if (!broker.ok) throw new Error(broker.error);
  onTestFinished(() => broker.value.close());
  return { url: `mqtt://127.0.0.1:${broker.value.port}`, stored };
}

/** A device that speaks MQTT 5, and what the broker answered to its CONNECT. */
async function come(url: string, more: IClientOptions = {}): Promise<{ device: MqttClient; connack: IConnackPacket }> {
  const device = mqtt.connect(url, { protocolVersion: 5, reconnectPeriod: 0, ...more });
  onTestFinished(() => device.endAsync(true));
  const connack = await new Promise<IConnackPacket>((resolve, reject) => {
    device.once('connect', resolve);
    device.once('error', reject);
  });
  return { device, connack };
}

test('readings of every quality of service come in, with whatever properties they carry', async () => {
  const { url, stored } = await start();
  const { device } = await come(url, {
    clientId: 'pump',
    clean: false,
    properties: { sessionExpiryInterval: 60, receiveMaximum: 5, userProperties: { town: 'Trèbes' } },
    will: { topic, payload: 'gone', qos: 1, retain: false, properties: { willDelayInterval: 3, contentType: 'text' } },
  });
  const properties = {
    contentType: 'application/json',
    messageExpiryInterval: 30,
    userProperties: { of: 'é'.repeat(99) },
  };
  for (const qos of [0, 1, 2] as const) await device.publishAsync(topic, `é${qos}`, { qos, properties });
  const long = 'x'.repeat(100_000);
  await device.publishAsync(topic, long, { qos: 1 });
  expect(stored.toSorted()).toEqual([`${topic} ${long}`, ...[0, 1, 2].map((qos) => `${topic} é${qos}`)].toSorted());
});

test('a device is told what it cannot have: a session that outlives it, subscriptions, packets beyond 1 MiB', async () => {
  const { url } = await start();
  const { device, connack } = await come(url, { clientId: '' });
  expect(connack.properties).toMatchObject({
    sessionExpiryInterval: 0,
    maximumPacketSize: 1_048_576,
    wildcardSubscriptionAvailable: false,
    sharedSubscriptionAvailable: false,
    assignedClientIdentifier: expect.stringMatching(/^sensor-/),
  });
  await expect(device.subscribeAsync('amont/v1/trebes/stage', { qos: 1 })).rejects.toThrow(/unspecified|128/i);
  await device.unsubscribeAsync(['amont/v1/trebes/stage', 'amont/v1/alet/stage']);
  await device.publishAsync(topic, '1', { qos: 1 });
});

const publish = Buffer.from([0x32, 12, 0, 3, 0x61, 0x2f, 0x62, 0, 7, 3, 1, 0, 0x2a, 0x21]);

test('a stream cut anywhere gives the same packets', () => {
  const whole = Buffer.concat([publish, Buffer.from([0x40, 4, 0, 7, 0, 0]), Buffer.from([0xc0, 0]), publish]);
  const wanted = createTranslator().toLevel4(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: whole.length })), (cuts) => {
      const translator = createTranslator();
      const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      const parts = at.slice(1).map((to, index) => translator.toLevel4(whole.subarray(at[index], to))!);
      expect(Buffer.concat(parts)).toEqual(wanted);
    }),
  );
});

test('no bytes make it fail otherwise than by closing the connection', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 15 }), (bytes, type) => {
      const packet = Buffer.concat([Buffer.from([type << 4, bytes.length]), bytes]);
      const translated = createTranslator().toLevel4(packet);
      expect(translated === null || translated.length <= packet.length + 60).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
