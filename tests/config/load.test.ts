import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/config/beside/secrets.ts';
import type { Config } from '../../src/config/config.ts';
import { formatConfigErrors } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { riverTree } from '../../src/forecast/observed/river-tree.ts';

const root = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'amont-config-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function load(folder: string, env: Environment = {}): Config {
  const loaded = loadConfig(folder, env);
  if (!loaded.ok) throw new Error(formatConfigErrors(loaded.error));
  return loaded.value;
}

describe('the demonstration in config/', () => {
  const config = load(join(root, 'config'));

  test('has the river tree of the Aude and the Orbieu', () => {
    expect(config.network.stations.size).toBe(18);
    expect(config.network.upstreamOf('saint-marcel').slice(0, 2)).toEqual(['ventenac', 'villedaigne']);
    expect(config.network.upstreamOf('coursan-village')).toHaveLength(17);
    expect(config.network.stations.get('lagrasse')).toMatchObject({
      river: 'Orbieu',
      bankfullRiseM: 1.5,
      intervalMin: 10,
      delayMin: 0,
    });
  });

  test('takes the limits of `defaults` for levels alone: twelve metres are no twelve millimetres', () => {
    const folder = mkdtempSync(join(scratch, 'rain-'));
    for (const name of ['amont.yaml', 'communes.yaml', 'policy.yaml'])
      writeFileSync(join(folder, name), readFileSync(join(root, 'config', name)));
    const stations = readFileSync(join(root, 'config/stations.yaml'), 'utf8');
    writeFileSync(join(folder, 'stations.yaml'), `${stations}\n  - { id: col, name: Col, quantity: rain }\n`);
    const { network } = load(folder);
    expect(network.stations.get('col')).toMatchObject({ minValue: 0, maxValue: 200 });
    expect(network.stations.get('lagrasse')).toMatchObject({ maxValue: 12 });
  });

  test('gives every commune its marks, people and cards in both languages', () => {
    expect([...config.communes.keys()]).toEqual(['limoux', 'trebes', 'marseillette', 'lagrasse', 'coursan']);
    for (const commune of config.communes.values()) {
      expect(commune.timeZone).toBe('Europe/Paris');
      expect(commune.contacts.map(({ role }) => role)).toEqual(['mayor', 'deputy', 'duty-officer', 'agency']);
      for (const { email } of commune.contacts) expect(email).toMatch(/@example\.org$/);
      for (const cards of Object.values(commune.actionCards)) expect(cards.fr).not.toEqual(cards.en);
    }
    expect(config.communes.get('coursan')?.watches).toEqual([
      { station: 'coursan-arminis', marks: { prepare: 3.9, act: 5.4, danger: 6.9 } },
      { station: 'coursan-village', marks: { prepare: 3.0, act: 4.6, danger: 6.1 } },
    ]);
  });

  test('seeds one rule for every watched gauge and level, with the mark of the watch', () => {
    expect(config.policySeed.rules).toHaveLength(6 * 3);
    expect(config.policySeed.rules.at(-1)).toEqual({
      commune: 'coursan',
      station: 'coursan-village',
      level: 'danger',
      markM: 6.1,
      leadTimeH: 6,
      raiseAt: 0.7,
      lowerAt: 0.35,
      k: 2,
      n: 3,
      minDwellMin: 120,
      release: { by: 'person-or-timeout', afterMin: 15, signedBy: 'mayor-demo', signedIn: 1 },
    });
  });

  test('keeps its doors closed and its data beside the config folder', () => {
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080, trustProxy: false });
    expect(config.mqtt).toEqual(localBroker(1883));
    expect(config.dataFolder).toBe(join(root, 'data'));
    expect(config.mail).toBeNull();
  });

  test('cannot be changed while the service runs', () => {
    const commune = config.communes.get('coursan')!;
    expect(Object.isFrozen(commune.watches[0]!.marks)).toBe(true);
    expect(Object.isFrozen(config.policySeed.rules[0])).toBe(true);
    expect(() => Object.assign(config.http, { host: '0.0.0.0' })).toThrow(TypeError);
  });
});

describe('overrides', () => {
  const folder = overlay('overrides', {
    'policy.yaml': [
      'author: mayor',
      'reason: why',
      'defaults:',
      '  danger: { release: person-or-timeout, afterMin: 15 }',
      'overrides:',
      '  - { station: lower, raiseAt: 0.8 }',
      '  - { commune: town, level: danger, raiseAt: 0.9, release: person }',
    ],
  });
  const rules = load(folder).policySeed.rules;

  test('the last word that fits counts, and what it does not say stays', () => {
    expect(rules.map(({ level, raiseAt, lowerAt }) => [level, raiseAt, lowerAt])).toEqual([
      ['prepare', 0.8, 0.25],
      ['act', 0.8, 0.3],
      ['danger', 0.9, 0.35],
    ]);
    expect(rules[2]?.release).toEqual({ by: 'person' });
  });
});

describe('secrets', () => {
  const amont = [
    'instance: { name: Test, kind: operational, baseUrl: https://amont.example.org/ }',
    'mqtt: { external: { url: mqtts://broker.example.org, username: amont } }',
    'influx: { url: http://127.0.0.1:8086, database: amont, org: town }',
    'mail: { host: smtp.example.org, port: 465, username: amont, from: alert@example.org }',
  ];
  const folder = overlay('secrets', { 'amont.yaml': amont });
  const file = join(scratch, 'token');
  writeFileSync(file, 'from a file\n');

  test('come from the environment or from a file that it names', () => {
    const env = { AMONT_SMTP_PASSWORD: 'smtp', AMONT_MQTT_PASSWORD: 'mqtt', AMONT_INFLUX_TOKEN_FILE: file };
    const config = load(folder, { ...env, AMONT_METRICS_TOKEN: 'b3f1c5d2e4a60718' });
    expect(config.mail).toMatchObject({ password: 'smtp', secure: true });
    expect(config.mqtt).toMatchObject({ password: 'mqtt', clientId: 'amont' });
    expect(config.store).toMatchObject({ influx: { token: 'from a file' } });
    expect(config.metricsToken).toBe('b3f1c5d2e4a60718');
    expect(load(folder, env).metricsToken).toBeNull();
    expect(config.instance.baseUrl).toBe('https://amont.example.org');
  });

  test('of InfluxDB 2 one that no header can hold is refused unsaid: of a password of InfluxDB 1 all is shown', () => {
    const [passwords, url] = [{ AMONT_SMTP_PASSWORD: 'smtp', AMONT_MQTT_PASSWORD: 'mqtt' }, 'http://127.0.0.1:8086'];
    const first = overlay('influx1', { 'amont.yaml': [amont[0]!, `influx: { url: "${url}", database: amont }`] });
    const told = (where: string, token: string) => {
      const loaded = loadConfig(where, { ...passwords, AMONT_INFLUX_TOKEN: token });
      return loaded.ok ? [] : loaded.error.map(({ path, found }) => `${path} ${found}`);
    };
    for (const token of ['two\nlines', 'amont:été']) expect(told(folder, token)).toEqual(['AMONT_INFLUX_TOKEN ***']);
    expect(told(first, 'two\nlines')).toEqual(['AMONT_INFLUX_TOKEN ***']);
    expect(told(first, 'amont:été €')).toEqual([]);
    expect(told(folder, 'a1_-==\n')).toEqual([]);
  });

  test('are asked for where a user name needs them', () => {
    const loaded = loadConfig(folder, {});
    expect(loaded.ok ? [] : loaded.error.map(({ path }) => path)).toEqual([
      'mqtt.external.username',
      'influx.org',
      'mail.username',
    ]);
  });
});

test('a gateway and a watch in the building may be spoken to in clear, and an exercise has what stands on its own machine', () => {
  const town = (kind: string, host: string, ...more: string[]) =>
    load(
      overlay('near', {
        'amont.yaml': [
          `instance: { name: Test, kind: ${kind} }`,
          `sms: { url: "http://${host}/{to}/{text}", headers: { Content-Type: application/x-www-form-urlencoded } }`,
          ...more,
        ],
      }),
      { AMONT_WEBHOOK_SIREN_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    );
  const siren = (host: string) =>
    `webhooks: [{ name: siren, url: "http://${host}/hook", communes: [town], tells: staff }]`;
  const operational = town('operational', '192.168.1.20', 'heartbeat: { url: "http://10.0.0.5/ping", everyMin: 5 }');
  expect([operational.sms?.url, operational.heartbeat?.url]).toEqual([
    'http://192.168.1.20/{to}/{text}',
    'http://10.0.0.5/ping',
  ]);
  // Calls beside text messages need no mail.
  expect(town('operational', '10.0.0.5', 'voice: { url: "http://10.0.0.5/call/{to}/{text}" }').voice).not.toBeNull();
  const exercise = town('exercise', '127.0.0.1', 'mail: { host: 127.0.0.1, port: 1025, from: alert@example.org }');
  expect([exercise.sms?.url, exercise.mail?.host]).toEqual(['http://127.0.0.1/{to}/{text}', '127.0.0.1']);
  const mail = 'mail: { host: mail.example.org, port: 465, from: alert@example.org }';
  expect(town('operational', '10.0.0.5', mail, siren('192.168.1.30'))).toMatchObject({
    mail: { host: 'mail.example.org' },
    webhooks: [{ id: 'siren', url: 'http://192.168.1.30/hook' }],
  });
  expect(town('exercise', '127.0.0.1', siren('127.0.0.1')).webhooks).toHaveLength(1);
});

test('a device and the certificates for the broker stand ready: defaults filled in, files read', () => {
  const good = readFileSync(join(root, 'tests/fixtures/good-config/stations.yaml'), 'utf8');
  const device =
    '{ format: json, topic: a/b, value: d, kind: absolute-pressure, unit: hPa, mountedAtM: 1, air: { path: p, unit: Pa }, sign: -1, only: [{ path: x, absent: true }] }';
  const folder = overlay('device', {
    'amont.yaml': [
      'instance: { name: Test, kind: exercise }',
      'mqtt: { external: { url: mqtts://broker.example.org, protocolVersion: 4, tls: { caFile: ca.pem } } }',
    ],
    'stations.yaml': [good.replace('name: Lower gauge', `name: Lower gauge\n    device: ${device}`)],
  });
  writeFileSync(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----');
  const config = load(folder);
  expect(config.mqtt).toMatchObject({
    protocolVersion: 4,
    tls: { ca: { file: join(folder, 'ca.pem'), pem: '-----BEGIN CERTIFICATE-----' }, cert: null, key: null },
  });
  expect(config.keepRawFramesDays).toBe(7);
  expect(config.devices).toEqual([
    {
      station: 'lower',
      format: 'json',
      topic: 'a/b',
      value: 'd',
      measures: { kind: 'absolute-pressure', unit: 'hPa', mountedAtM: 1, air: { path: 'p', unit: 'Pa' } },
      sign: -1,
      only: [{ path: 'x', absent: true }],
    },
  ]);
});

test('several devices stand beside each other, each on its topic; one that measures for two stations is no mistake', () => {
  const good = readFileSync(join(root, 'tests/fixtures/good-config/stations.yaml'), 'utf8');
  const device = (topic: string, value: string, measures: string, format = 'json') =>
    `device: { format: ${format}, topic: ${topic}, value: ${value}, ${measures} }`;
  const stage = 'kind: stage, unit: cm, gaugeZeroM: 0';
  const flow = device('weir/flow', 'value', 'kind: discharge, unit: m³/s', 'plain-number');
  const stations = good
    .replace('name: Upper gauge', `name: Upper gauge\n    ${device('weir/+/up', 'level', stage)}`)
    .replace('name: Lower gauge', `name: Lower gauge\n    ${device('bridge/7/up', 'level', stage)}`)
    .replace('quantity: rain', `quantity: rain\n    ${device('bridge/7/up', 'rain', 'kind: rain, unit: mm')}`);
  const discharge = `  - id: flow\n    name: Flow at the weir\n    quantity: discharge\n    ${flow}\n`;
  const { devices } = load(overlay('devices', { 'stations.yaml': [stations, discharge] }));
  expect(devices.map(({ station, topic, value }) => [station, topic, value])).toEqual([
    ['upper', 'weir/+/up', 'level'],
    ['lower', 'bridge/7/up', 'level'],
    ['rain', 'bridge/7/up', 'rain'],
    ['flow', 'weir/flow', 'value'],
  ]);
});

test('the rain gauge of docs/sensors.md is read as it stands, and told to each gauge that names it', () => {
  const docs = readFileSync(join(root, 'docs/sensors.md'), 'utf8');
  const [, example = ''] = /^```yaml\n(.*?)^```/ms.exec(docs.slice(docs.indexOf('## Rain'))) ?? [];
  const good = readFileSync(join(root, 'tests/fixtures/good-config/stations.yaml'), 'utf8');
  const { network } = load(overlay('rain', { 'stations.yaml': [good, example] }));
  expect(network.stations.get('col')).toMatchObject({ quantity: 'rain', upstream: [], minValue: 0, maxValue: 200 });
  expect(['mill', 'bridge'].map((id) => riverTree(network, id).rain)).toEqual([['col'], ['col']]);
});

test('floods that people remember stand lowest first, however they are written, and one name serves every language', () => {
  const good = readFileSync(join(root, 'tests/fixtures/good-config/stations.yaml'), 'utf8');
  const floods = [
    '{ name: { fr: Toussaint, en: All Saints }, stageM: 9.4 }',
    '{ date: 1999-11-12, stageM: 8.93 }',
    '{ name: La grande, date: 1891, stageM: 9.1 }',
  ];
  const lower = 'name: Lower gauge';
  const stations = good.replace(lower, `${lower}\n    knownFloods: [${floods.join(', ')}]`);
  const { knownFloods } = load(overlay('floods', { 'stations.yaml': [stations] }));
  expect([...knownFloods]).toEqual([
    [
      'lower',
      [
        { name: null, date: '1999-11-12', stageM: 8.93 },
        { name: { fr: 'La grande', en: 'La grande' }, date: '1891', stageM: 9.1 },
        { name: { fr: 'Toussaint', en: 'All Saints' }, date: null, stageM: 9.4 },
      ],
    ],
  ]);
});

function overlay(name: string, files: Record<string, string[]>): string {
  const folder = mkdtempSync(join(scratch, `${name}-`));
  const good = join(root, 'tests/fixtures/good-config');
  for (const file of ['amont.yaml', 'stations.yaml', 'communes.yaml', 'policy.yaml']) {
    writeFileSync(join(folder, file), files[file]?.join('\n') ?? readFileSync(join(good, file)));
  }
  return folder;
}

test('links are written in the letters that every phone has, also where the name of the town has others', () => {
  const folder = mkdtempSync(join(scratch, 'links-'));
  cpSync(join(root, 'tests/fixtures/good-config'), folder, { recursive: true });
  const instance = 'instance: { name: Test, kind: operational, baseUrl: "https://crues.alençon.example/" }\n';
  writeFileSync(join(folder, 'amont.yaml'), instance);
  expect(load(folder).instance.baseUrl).toBe('https://crues.xn--alenon-zua.example');
});

test('a gateway that reports is told where, and is known by a secret from the environment', () => {
  const reports =
    '{ id: MessageSid, idAfter: sid, state: MessageStatus, delivered: [delivered], failed: [failed, "16"] }';
  const folder = overlay('reports', {
    'amont.yaml': [
      'instance: { name: Test, kind: operational, baseUrl: "https://amont.example.org" }',
      `sms: { url: "https://sms.example.org/{to}/{text}/{reportUrl}", reports: ${reports} }`,
    ],
  });
  const { sms, reports: form } = load(folder, { AMONT_REPORT_SECRET: 's3cret' });
  const url = 'https://amont.example.org/api/v1/reports';
  expect(sms?.reports).toEqual({ url, secret: 's3cret', idAfter: 'sid' });
  const words = { delivered: ['delivered'], failed: ['failed', '16'] };
  expect(form).toEqual({ id: 'MessageSid', state: 'MessageStatus', ...words, secret: 's3cret' });
});
