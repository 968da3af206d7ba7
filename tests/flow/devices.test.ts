import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import type { MqttConfig } from '../../src/config/config.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import type { DeviceMapping } from '../../src/reading/decode/device-mapping.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { eventually } from '../support/eventually.ts';
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts';
import { connectPublisher } from '../support/publish.ts';
import { lacks } from '../support/services.ts';
import { stationNamed } from '../support/station-named.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const payload = (file: string) => readFileSync(join(import.meta.dirname, '../fixtures/payloads', file), 'utf8');
const folder = tempFolder('devices');

const stage = { kind: 'stage', unit: 'm', gaugeZeroM: 0 } as const;
const devices: DeviceMapping[] = [
  { station: 'tts', topic: 'v3/+/devices/weir/up', format: 'tts-v3', value: 'luminosity', measures: stage },
  {
    station: 'chirpstack',
    topic: 'application/1/device/0101010101010101/event/+',
    format: 'chirpstack-v4',
    value: 'Distance',
    measures: { kind: 'distance-to-water', unit: 'mm', mountedAtM: 5 },
    battery: { path: 'Bat', unit: 'V' },
  },
  {
    station: 'senml',
    topic: 'sensors/senml',
    format: 'senml',
    value: 'urn:dev:ow:10e2073a0108006:current',
    measures: { kind: 'discharge', unit: 'm³/s' },
  },
  {
    station: 'things',
    topic: 'v1.0/Datastreams(1)/Observations',
    format: 'sensorthings',
    value: 'result',
    measures: stage,
  },
];
const stations = devices.map(({ station }) =>
  stationNamed(station, station === 'senml' ? { quantity: 'discharge' } : {}),
);

/** The codec's output in the envelope of a ChirpStack uplink. */
function chirpstackUp(fCnt: number): string {
  const object = JSON.parse(payload('dragino-ldds75.chirpstack-v4-vendor-v1.1.4.json'));
  const time = new Date(Date.UTC(2022, 6, 18, 9, fCnt * 10)).toISOString();
  return JSON.stringify({
    ...JSON.parse(payload('chirpstack-v4-event-up.json')),
    deduplicationId: `up-${fCnt}`,
    time,
    fCnt,
    object,
  });
}

const messages: [topic: string, payload: string][] = [
  ['v3/town@ttn/devices/weir/up', payload('tts-v3-uplink.json')],
  ['v3/town@ttn/devices/weir/up', payload('tts-v3-uplink.json')],
  ['v3/town@ttn/devices/weir/up', payload('tts-v3-uplink.as-found.txt')],
  ['application/1/device/0101010101010101/event/up', chirpstackUp(1)],
  ['application/1/device/0101010101010101/event/up', chirpstackUp(4)],
  ['application/1/device/0101010101010101/event/status', payload('chirpstack-v4-event-status.json')],
  ['sensors/senml', payload('senml-rfc8428-s5.1.2-pack.json').replaceAll('"A"', '"m3/s"')],
  ['v1.0/Datastreams(1)/Observations', payload('sensorthings-observation-mqtt-create.json').replace('26', '2.6')],
  [
    'v1.0/Datastreams(1)/Observations',
    payload('sensorthings-observation-mqtt-echo.json').replace(/("result"\s*:\s*)26/, '$12.6'),
  ],
];

describe.each(['embedded', 'external'] as const)('mapped devices through the %s broker into SQLite', (kind) => {
  const skipped = kind === 'external' && lacks('mosquitto');
  let mosquitto: Mosquitto | null = null;
  let app: App;
  const dataFolder = join(folder, kind);

  beforeAll(async () => {
    if (skipped) return;
    if (kind === 'external') mosquitto = await startMosquitto();
    const broker: MqttConfig = mosquitto
      ? {
          broker: 'external',
          url: mosquitto.url,
          clientId: 'amont',
          username: null,
          password: null,
          protocolVersion: 4,
          inFlight: 1,
          tls: { ca: null, cert: null, key: null },
        }
      : localBroker(0);
    const change = { network: createNetwork(stations), communes: new Map(), devices, dataFolder, mqtt: broker };
    const created = await createApp(await demoConfig(change), pino({ level: 'silent' }));
    if (!created.ok) throw new Error(created.error);
    app = created.value;
    const publisher = await connectPublisher(app.brokerUrl);
    await eventually(() => app.doors.brokerConnected(), 'the service listens to the broker');
    for (const [topic, text] of messages) await publisher.publishAsync(topic, text, { qos: 1 });
    await publisher.publishAsync('amont/v1/tts/stage', '{"observedAt":"2020-02-12T16:00:00Z","stageM":0.7}', {
      qos: 1,
    });
    // A broker between says yes at once; the last message is in when those before it are.
    const last = async () =>
      (await app.doors.readings.latest({ station: 'tts', quantity: 'stage' }, Date.now()))?.value;
    await eventually(async () => (await last()) === 0.7, 'the last message is stored');
    await app.settled();
    publisher.end(true);
  }, 30_000);
  afterAll(async () => {
    if (skipped) return;
    await app.close();
    await mosquitto?.stop();
  });

  const values = async (station: string) => {
    const quantity = station === 'senml' ? 'discharge' : 'stage';
    const found = await app.doors.readings.window({ station, quantity }, 0, Date.now(), Date.now());
    return found.map((each) => [new Date(each.observedAt).toISOString(), each.value, each.revision]);
  };

  test.skipIf(skipped)(
    'each payload is one right reading, whatever its envelope and however often it comes',
    async () => {
      expect(await values('tts')).toEqual([
        ['2020-02-12T15:15:45.789Z', 0.64, 0],
        ['2020-02-12T16:00:00.000Z', 0.7, 0],
      ]);
      expect(await values('chirpstack')).toEqual([
        ['2022-07-18T09:10:00.000Z', 2.201, 0],
        ['2022-07-18T09:40:00.000Z', 2.201, 0],
      ]);
      expect((await values('senml')).map(([, value]) => value)).toEqual([1.2, 1.3, 1.4, 1.5, 1.6, 1.7]);
      expect(await values('things')).toEqual([['2019-08-31T13:16:16.000Z', 2.6, 0]]);
    },
  );

  test.skipIf(skipped)(
    'health comes apart from level: battery of both kinds, lost frames, repeats counted once',
    () => {
      expect(app.doors.deviceHealth.of('chirpstack')).toMatchObject({
        batteryV: 3.387,
        batteryPercent: 88.3,
        frames: 3,
        lostFrames: 2,
        frameCounter: 4,
      });
      expect(app.doors.deviceHealth.of('tts')).toMatchObject({ frames: 1, lostFrames: 0 });
      expect(app.doors.deviceHealth.of('senml')?.lastSeenAt).toBeGreaterThan(Date.now() - 60_000);
    },
  );

  test.skipIf(skipped)('what cannot be read is a rejection by name, and every frame is kept as it came', async () => {
    expect(app.doors.rejections.counts()).toEqual({ malformed: 1 });
    const opened = await openDatabase(join(dataFolder, 'amont.db'));
    if (!opened.ok) throw new Error(opened.error);
    const { frames } = createSqliteStores(opened.value);
    const kept = devices
      .flatMap(({ station }) => frames.recent(station, 10))
      .map((each) => [each.topic, String(each.payload)]);
    opened.value.close();
    expect(new Set(kept.map((each) => each.join(' ')))).toEqual(new Set(messages.map((each) => each.join(' '))));
    expect(kept).toHaveLength(messages.length);
  });
});
