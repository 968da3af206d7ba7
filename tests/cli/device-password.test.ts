import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { devicePassword } from '../../src/cli/device-password.ts';
import { readConfig } from '../../src/config/load.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteRecordBook } from '../../src/store/sqlite/record.ts';
import { createSqliteRejectionStore } from '../../src/store/sqlite/rejections.ts';
import { makeCertificate } from '../support/certificate.ts';
import { freePort } from '../support/free-port.ts';
import { projectRoot, runCommand } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('device-password');
const config = join(folder, 'config');
let app: App;
let ca = '';
const clients: MqttClient[] = [];

/** A town that opens its embedded broker to the network, with a certificate and passwords, as amont.yaml says it. */
beforeAll(async () => {
  mkdirSync(config);
  for (const name of ['stations.yaml', 'communes.yaml', 'policy.yaml']) {
    cpSync(join(projectRoot, 'config', name), join(config, name));
  }
  makeCertificate(config);
  ca = readFileSync(join(config, 'cert.pem'), 'utf8');
  writeFileSync(
    join(config, 'amont.yaml'),
    `instance: { name: Test, kind: exercise, languages: [fr, en] }
http: { port: ${await freePort()} }
mqtt:
  embedded:
    host: 0.0.0.0
    port: ${await freePort()}
    passwords: true
    tls: { certFile: cert.pem, keyFile: key.pem }
    gateways:
      - { user: town-gateway, stations: [trebes, alet] }
dataFolder: ../data
`,
  );
  const read = readConfig(config, {});
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  expect(read.value.warnings.filter((each) => each.includes('the embedded broker'))).toEqual([]);
  const created = await createApp(read.value.config, pino({ level: 'silent' }));
  if (!created.ok) throw new Error(created.error);
  app = created.value;
}, 60_000);

afterAll(async () => {
  for (const client of clients) client.end(true);
  await app?.close();
});

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await devicePassword([...args, '--config', config], (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

async function renew(name: string): Promise<string> {
  const { code, said } = await run('new', name);
  expect(code).toBe(0);
  return /password (\S+) \(shown this once\)/.exec(said)?.[1] ?? '';
}

async function come(username: string, password: string): Promise<MqttClient> {
  const url = app.brokerUrl.replace('0.0.0.0', '127.0.0.1');
  const client = await mqtt.connectAsync(url, { ca, username, password, reconnectPeriod: 0 });
  clients.push(client);
  return client;
}

const reading = (value: number): string => JSON.stringify({ observedAt: new Date().toISOString(), stageM: value });

test('a running service lets in whom the operator has just given a password, for its own topic', async () => {
  const device = await come('trebes', await renew('trebes'));
  await device.publishAsync('amont/v1/trebes/stage', reading(1.2), { qos: 1 });
  await device.publishAsync('amont/v1/limoux/stage', reading(9), { qos: 1 });
  const { readings, clock } = app.doors;
  const latest = (station: string) => readings.latest({ station, quantity: 'stage' }, clock.now());
  expect(await latest('trebes')).toMatchObject({ value: 1.2 });
  expect(await latest('limoux')).toBeNull();
  const db = await openDatabase(join(folder, 'data/amont.db'));
  if (!db.ok) throw new Error(db.error);
  expect(createSqliteRejectionStore(db.value).recent(1)).toMatchObject([
    { topic: 'amont/v1/limoux/stage', reason: 'foreign-topic', detail: expect.stringContaining('"trebes" came in') },
  ]);
  expect(createSqliteRecordBook(db.value).recent(null, 1)).toMatchObject([
    { action: 'device-password.renewed', detail: { device: 'trebes' } },
  ]);
  db.value.close();
});

test('a gateway gets one too, all are listed, and a removed one is void', async () => {
  const password = await renew('town-gateway');
  await come('town-gateway', password);
  expect((await run('list')).said.split('\n')).toContain('town-gateway');
  expect((await run('remove', 'town-gateway')).code).toBe(0);
  await expect(come('town-gateway', password)).rejects.toThrow(/not authorized/i);
  expect(await run('remove', 'town-gateway')).toEqual({
    code: 1,
    said: `town-gateway has no password in ${folder}/data (${config}/amont.yaml); nothing was changed.`,
  });
});

test('a name that nobody has is refused, and so is half a command', async () => {
  const { code, said } = await run('new', 'atlantis');
  expect(code).toBe(2);
  expect(said).toMatch(/^NAME: found atlantis; allowed are .*trebes.*town-gateway/);
  // Whoever forgot --config sees whose gauges and gateways these are.
  expect(said).toContain(` (${config}/stations.yaml, and gateways of ${config}/amont.yaml)`);
  for (const args of [[], ['new'], ['new', 'trebes', 'more'], ['list', 'trebes'], ['set', 'trebes']]) {
    expect((await run(...args)).code).toBe(2);
    expect((await run(...args)).said).toContain(
      `amont device-password: found ${args.join(' ') || 'nothing'}; allowed are new NAME, new --all, remove NAME and list\n\nusage: amont device-password`,
    );
  }
});

test('where no device has a password yet the list says so and where it looked, beside what a program reads', async () => {
  const other = join(folder, 'other/config');
  cpSync(join(projectRoot, 'tests/fixtures/good-config'), other, { recursive: true });
  const list = ['src/main.ts', 'device-password', 'list', '--config', other];
  const { code, stdout, output } = await runCommand('node', list);
  const said = `No device has a password yet in ${join(folder, 'other/data')} (${other}/amont.yaml).\n`;
  expect([code, stdout, output]).toEqual([0, '', said]);
});

test('of hundreds each gets one at once, but who has one, whom a gateway speaks for and who is fetched', async () => {
  const agency = join(folder, 'agency/config');
  mkdirSync(agency, { recursive: true });
  for (const name of ['amont.yaml', 'communes.yaml', 'policy.yaml', 'cert.pem', 'key.pem'])
    cpSync(join(config, name), join(agency, name));
  const stations = readFileSync(join(config, 'stations.yaml'), 'utf8');
  const [fetched, code] = ['\n  - id: belvianes\n', '    source: { hubeau: { code: Y112201001 } }\n'];
  expect(stations).toContain(fetched);
  writeFileSync(join(agency, 'stations.yaml'), stations.replace(fetched, `${fetched}${code}`));
  const make = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await devicePassword(['new', ...args, '--config', agency], (line) => lines.push(line));
    expect([code, lines.join('\n')]).toEqual([0, lines.join('\n')]);
    return lines;
  };
  const ids = [...stations.matchAll(/^ {2}- id: (\S+)$/gm)].map(([, id = '']) => id);
  await make('limoux');
  const limoux = () => /^limoux:.*$/m.exec(readFileSync(join(folder, 'agency/data/device-passwords'), 'utf8'))?.[0];
  const before = limoux();
  const made = (await make('--all')).map((line) => /^(\S+), password \S{24} \(shown this once\)$/.exec(line)?.[1]);
  const others = ids.filter((id) => !['limoux', 'trebes', 'alet', 'belvianes'].includes(id));
  expect(made).toEqual([...others, 'town-gateway']);
  expect(limoux()).toBe(before);
  expect(await make('--all')).toEqual([
    `All have a password already in ${folder}/agency/data (${agency}/amont.yaml); nothing was changed.`,
  ]);
  const db = await openDatabase(join(folder, 'agency/data/amont.db'));
  if (!db.ok) throw new Error(db.error);
  const renewed = createSqliteRecordBook(db.value).recent(null, 99);
  expect(renewed.map(({ action, detail }) => [action, detail['device']])).toHaveLength(made.length + 1);
  db.value.close();
  for (const args of [
    ['list', '--all'],
    ['remove', '--all'],
    ['new', 'trebes', '--all'],
  ])
    expect((await run(...args)).code).toBe(2);
});

/** A town of its own, in which no device has a password. */
function freshTown(name: string): { town: string; kept: () => string[] } {
  const town = join(folder, name, 'config');
  cpSync(join(projectRoot, 'config'), town, { recursive: true });
  const file = join(folder, name, 'data/device-passwords');
  const kept = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  return { town, kept };
}

test.skipIf(process.platform === 'win32').each([
  ['on a full disk', '> /dev/full'],
  ['with nobody who reads along', '| true'],
])('%s no password is kept that nobody has seen', async (_, where) => {
  const { town, kept } = freshTown(`unseen ${where.replaceAll('/', '')}`);
  const made = `set -o pipefail; node src/main.ts device-password new --all --config "$0" ${where}`;
  const { code } = await runCommand('bash', ['-c', made, town]);
  expect([code, kept()]).toEqual([1, []]);
});

test('where nothing can be put on record no password is made', async () => {
  const { town, kept } = freshTown('no-record');
  mkdirSync(join(town, '../data/amont.db'), { recursive: true });
  const lines: string[] = [];
  const code = await devicePassword(['new', '--all', '--config', town], (line) => lines.push(line));
  expect([code, lines, kept()]).toEqual([1, [expect.stringMatching(/^The database .* cannot be used/)], []]);
});

test('what was made until it broke off is on record, each with the keeping of it', async () => {
  const { town, kept } = freshTown('broken-off');
  const lines: string[] = [];
  const made = devicePassword(['new', '--all', '--config', town], (line) => {
    if (lines.push(line) === 3) throw new Error('killed');
  });
  await expect(made).rejects.toThrow('killed');
  const db = await openDatabase(join(town, '../data/amont.db'));
  if (!db.ok) throw new Error(db.error);
  const renewed = createSqliteRecordBook(db.value).recent(null, 99);
  db.value.close();
  const names = lines.slice(0, 2).map((line) => line.split(',')[0]);
  expect(renewed.map(({ detail }) => detail['device']).toReversed()).toEqual(names);
  expect(new Set(kept().map((line) => line.split(':')[0]))).toEqual(new Set([...names, '']));
});

test('what is kept can be read by the service only, and holds no password', async () => {
  const password = await renew('alet');
  const file = join(folder, 'data/device-passwords');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain(password);
});

test('while the file cannot be read nobody is let in, it is counted, and the service goes on', async () => {
  const password = await renew('trebes');
  const inside = await come('trebes', password);
  const file = join(folder, 'data/device-passwords');
  // Root reads everything but a folder.
  renameSync(file, `${file}.aside`);
  mkdirSync(file);
  await expect(come('trebes', password)).rejects.toThrow(/not authorized/i);
  expect(await app.doors.metrics()).toMatch(/^amont_device_password_failures_total 1$/m);
  await inside.publishAsync('amont/v1/trebes/stage', reading(1.3), { qos: 1 });
  rmdirSync(file);
  renameSync(`${file}.aside`, file);
  await come('trebes', password);
});

test('a file that cannot be read, or that something has spoiled, is named by the command, which leaves it as it is', async () => {
  const file = join(folder, 'data/device-passwords');
  const kept = readFileSync(file, 'utf8');
  renameSync(file, `${file}.aside`);
  mkdirSync(file);
  for (const call of [['list'], ['new', 'trebes'], ['new', '--all'], ['remove', 'trebes']]) {
    const { code, said } = await run(...call);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/device-passwords cannot be read: EISDIR.*run this as that user/),
    ]);
  }
  rmdirSync(file);
  const spoiled = `${kept}tre\u0000bes\u0001\u0002\n`;
  writeFileSync(file, spoiled);
  const { code, said } = await run('new', 'alet');
  const line = kept.split('\n').length;
  expect([code, said]).toEqual([1, expect.stringContaining(`device-passwords: line ${line} is no name:hash`)]);
  expect(readFileSync(file, 'utf8')).toBe(spoiled);
  renameSync(`${file}.aside`, file);
});

test.each([
  ['external:\n    url: mqtt://127.0.0.1:1883', /^mqtt in amont.yaml: found external; .*nobody asks.*mosquitto_passwd/],
  ['embedded:\n    port: 1883', /^mqtt.embedded.passwords in amont.yaml: found false; .*nobody is asked.*write true/],
])('a password that nobody asks for (%s) is made, and that it does nothing is said', async (broker, expected) => {
  const town = join(folder, broker.split(':', 1)[0]!, 'config');
  cpSync(join(projectRoot, 'config'), town, { recursive: true });
  const file = join(town, 'amont.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^mqtt:\n( .*\n)*/m, `mqtt:\n  ${broker}\n`));
  const said: unknown[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0);
  const code = await devicePassword(['new', 'trebes', '--config', town], () => undefined);
  stderr.mockRestore();
  expect(code).toBe(0);
  expect(said).toEqual([expect.stringMatching(expected)]);
});
