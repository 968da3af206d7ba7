import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { runMosquitto } from '../support/mosquitto.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';

const config = join(import.meta.dirname, '../../config');
const folder = tempFolder('mosquitto-conf');

describe.skipIf(lacks('mosquitto'))('config/mosquitto.conf on a real Mosquitto (needs mosquitto)', () => {
  const file = join(folder, 'mosquitto.conf');
  let port = 0;
  let broker: ChildProcess;
  const clients: MqttClient[] = [];

  /** The file as it is shipped, with its paths and its port in this test's own folder. */
  beforeAll(async () => {
    port = await freePort();
    mkdirSync(join(folder, 'data'));
    const text = readFileSync(join(config, 'mosquitto.conf'), 'utf8')
      .replace(/^listener 1883$/m, `listener ${port} 127.0.0.1`)
      .replace('/run/secrets/mosquitto_passwords', join(folder, 'passwords'))
      .replace('/mosquitto/config/', `${folder}/`)
      .replace('/mosquitto/data/', `${folder}/data/`);
    // Root gives up its rights to a user who may not write into the folder.
    const more = process.getuid?.() === 0 ? ['user root'] : [];
    writeFileSync(file, [text, ...more, `log_dest file ${folder}/log`, 'log_type information', ''].join('\n'));
    cpSync(join(config, 'mosquitto.acl'), join(folder, 'mosquitto.acl'));
    writeFileSync(join(folder, 'passwords'), '', { mode: 0o600 });
    for (const user of ['amont', 'trebes', 'coursan']) {
      execFileSync('mosquitto_passwd', ['-b', join(folder, 'passwords'), user, `${user}-secret`], { stdio: 'ignore' });
    }
    broker = await runMosquitto(file, port);
  }, 60_000);

  const stop = async (signal: NodeJS.Signals) => {
    const gone = once(broker, 'exit');
    broker.kill(signal);
    await gone;
  };
  afterAll(async () => {
    for (const client of clients) client.end(true);
    await stop('SIGKILL');
  });

  /** `heard` listens before the connection is there: a persistent session delivers at once. */
  async function connect(options: IClientOptions): Promise<{ client: MqttClient; heard: string[] }> {
    const heard: string[] = [];
    const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      protocolVersion: 5,
      reconnectPeriod: 0,
      manualConnect: true,
      ...options,
    });
    clients.push(client);
    client.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
    const connected = new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.once('error', reject);
    });
    client.connect();
    await connected;
    return { client, heard };
  }
  const connectAs = (username: string, options: IClientOptions = {}) =>
    connect({ username, password: `${username}-secret`, ...options });
  /** The service's own session: it outlives the connection. */
  const connectService = () => {
    const properties = { sessionExpiryInterval: 3600, receiveMaximum: 1 };
    return connectAs('amont', { clientId: 'amont', clean: false, properties });
  };

  test('the port that it names is the only one that it opens', () => {
    const log = readFileSync(join(folder, 'log'), 'utf8');
    const opened = [...log.matchAll(/Opening \w+ listen socket on port (\d+)/g)].map((each) => Number(each[1]));
    expect(opened).toEqual([port]);
  });

  test('nobody comes in without a name, nor with a wrong password', async () => {
    await expect(connect({})).rejects.toThrow(/not authorized/i);
    await expect(connect({ username: 'trebes', password: 'guessed' })).rejects.toThrow(/not authorized/i);
    await expect(connect({ username: 'nobody', password: '' })).rejects.toThrow(/not authorized/i);
  });

  test('a device publishes under its own name only', async () => {
    const { client: service, heard } = await connectService();
    await service.subscribeAsync('amont/v1/#', { qos: 1 });
    const { client: device } = await connectAs('trebes');
    await device.publishAsync('amont/v1/trebes/stage', 'first', { qos: 1 });
    // Again and again: with max_queued_messages 0 a broker that has refused once answers nothing any more.
    for (const topic of ['amont/v1/coursan/stage', 'amont/v1/trebes2/stage', 'amont/v1', 'other']) {
      await expect(device.publishAsync(topic, 'forged', { qos: 1 })).rejects.toThrow(/not authorized/i);
    }
    await device.publishAsync('amont/v1/trebes/rain', 'last', { qos: 1 });
    await eventually(() => heard.length >= 2, 'two readings arrive');
    expect(heard).toEqual(['amont/v1/trebes/stage first', 'amont/v1/trebes/rain last']);
    await service.endAsync();
  });

  test('a device reads nothing, its own topics included, and the service publishes nothing', async () => {
    const { client: device, heard } = await connectAs('coursan');
    for (const topic of ['amont/v1/#', 'amont/v1/coursan/#', '#']) {
      // Mosquitto refuses at once or grants what it then never delivers; neither may let a reading through.
      await device.subscribeAsync(topic, { qos: 1 }).catch((error: unknown) => error);
    }
    const { client: other } = await connectAs('trebes');
    await other.publishAsync('amont/v1/trebes/stage', 'private', { qos: 1 });
    await device.publishAsync('amont/v1/coursan/stage', 'own', { qos: 1 });
    // Packets of one connection keep their order: whatever was to be delivered before this answer has been.
    await device.unsubscribeAsync('amont/v1/#');
    expect(heard).toEqual([]);
    const { client: service } = await connectAs('amont');
    await expect(service.publishAsync('amont/v1/trebes/stage', 'made up', { qos: 1 })).rejects.toThrow(
      /not authorized/i,
    );
  });

  test('1,200 readings of both qualities of service wait for a service that is away, through a restart of the broker', async () => {
    const { client: before } = await connectService();
    await before.subscribeAsync('amont/v1/#', { qos: 1 });
    await before.endAsync();
    const { client: device } = await connectAs('trebes');
    const numbers = Array.from({ length: 1_200 }, (_, number) => String(number));
    for (const number of numbers) {
      await device.publishAsync('amont/v1/trebes/discharge', number, { qos: Number(number) % 2 === 0 ? 1 : 0 });
    }
    await device.endAsync();
    await stop('SIGTERM');
    broker = await runMosquitto(file, port);

    const { heard } = await connectService();
    const arrived = () => heard.filter((each) => each.includes('discharge')).map((each) => each.split(' ')[1]);
    await eventually(() => new Set(arrived()).size === numbers.length, 'every reading arrives');
    expect(new Set(arrived())).toEqual(new Set(numbers));
  }, 60_000);
});
