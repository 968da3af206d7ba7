import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createSqliteReadingStore } from '../../src/store/sqlite/readings.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { connectPublisher } from '../support/publish.ts';
import { projectRoot } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';
import { spoil } from '../support/spoil.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { within } from '../support/within.ts';

vi.setConfig({ testTimeout: 60_000 });

const scratch = tempFolder('start');
const open = testDatabases();

/** The folder of a town that has a broker of its own. */
async function townBeside(brokerUrl: string, name: string, httpPort?: number): Promise<string> {
  const folder = join(scratch, name);
  cpSync(join(projectRoot, 'config'), join(folder, 'config'), { recursive: true });
  const file = join(folder, 'config/amont.yaml');
  const shipped = readFileSync(file, 'utf8').replaceAll(/^(http|mqtt|dataFolder):.*\n( .*\n|#.*\n)*/gm, '');
  const ours = `http:\n  port: ${httpPort ?? (await freePort())}\nmqtt:\n  external:\n    url: ${brokerUrl}\ndataFolder: ../data\n`;
  writeFileSync(file, `${shipped}\n${ours}`);
  return folder;
}

/** The service as a town starts it, until it says that it runs. */
async function startBeside(brokerUrl: string, name: string) {
  return await startIn(await townBeside(brokerUrl, name));
}

async function startIn(folder: string) {
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--config', join(folder, 'config')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  const runs = new Promise<string>((resolve, reject) => {
    output.on('line', (line) => {
      lines.push(line);
      if (line.includes('amont runs')) resolve(line);
    });
    output.on('close', () => reject(new Error(`the service ended:\n${lines.join('\n')}`)));
  });
  const ended = once(output, 'close');
  const said = await within(50_000, '"amont runs"', runs);
  return {
    folder,
    said,
    lines,
    database: join(folder, 'data/amont.db'),
    kill: (signal: NodeJS.Signals) => void child.kill(signal),
    stop: async (signal: NodeJS.Signals = 'SIGTERM') => {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      await ended;
    },
  };
}

describe.skipIf(lacks('mosquitto'))('a first start beside Mosquitto (needs mosquitto)', () => {
  test('says that it runs when the broker keeps readings for it: one sent on that word is stored', async () => {
    const mosquitto = await startMosquitto();
    const service = await startBeside(mosquitto.url, 'reached');
    const sensor = await connectPublisher(mosquitto.url);
    const observedAt = new Date(Date.now() - 1_000).toISOString();
    await sensor.publishAsync('amont/v1/trebes/stage', JSON.stringify({ observedAt, stageM: 0.61 }), { qos: 1 });
    expect(service.said).toContain('reach the service');
    const store = createSqliteReadingStore(await open(service.database));
    const stored = () => store.latest({ station: 'trebes', quantity: 'stage' }, Date.now());
    await eventually(async () => (await stored()) !== null, 'the reading is stored');
    await sensor.endAsync();
    await service.stop();
    await mosquitto.stop();
  });
});

test('a broker that is not there is told, and the pages are served all the same', async () => {
  const service = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, 'not-there');
  expect(service.said).toContain('cannot reach the service yet, trying on');
  expect(service.lines.some((line) => line.includes('ECONNREFUSED'))).toBe(true);
  await service.stop();
});

test.each([
  'SIGTERM',
  // Its terminal is closed.
  'SIGHUP',
] as const)(
  'told to stop by %s, twice as a whole group is, it stops once, and logs both, a line each',
  async (signal) => {
    const service = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, `stopped-${signal}`);
    const stopping = service.stop(signal);
    await eventually(() => service.lines.some((line) => line.includes('amont stops')), 'it stops');
    service.kill(signal);
    await stopping;
    const told = service.lines.filter((line) => /amont (stops|has stopped)/.test(line));
    expect(told).toEqual([
      expect.stringMatching(new RegExp(`"signal":"${signal}".*"amont stops"`)),
      expect.stringContaining('"amont has stopped"'),
    ]);
    expect(service.lines.at(-1)).toBe(told[1]);
  },
);

test.each([
  ['that is there', true],
  ['that is not there', false],
])('where the port of the pages is taken it ends, with a broker of the town %s', async (name, isThere) => {
  // It takes the connection and says nothing, as a broker does that is slow to answer.
  const broker = isThere ? await listenSilently() : null;
  const pages = await listenSilently();
  const folder = await townBeside(`mqtt://127.0.0.1:${broker?.port ?? (await freePort())}`, name, pages.port);
  expect(await startInVain(folder)).toEqual({ code: 1, said: expect.stringContaining('Stop what uses the port') });
  await broker?.close();
  await pages.close();
});

test('a second start on a data folder is refused and says why; kill -9 of the first leaves no lock behind', async () => {
  const first = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, 'held');
  expect(await startInVain(first.folder)).toEqual({
    code: 1,
    said: expect.stringMatching(/^The data folder .*held\/data cannot be used: .*Is the service running already\?/),
  });
  await first.stop('SIGKILL');
  expect(readdirSync(join(first.folder, 'data')).filter((name) => name.includes('lock'))).toEqual(['service.lock']);
  const next = await startIn(first.folder);
  await next.stop();
});

test.each([
  ['what it must read to start (policy)', 'policy', 1],
  ['what waits to be sent (outbox_fresh), come upon while it runs', 'outbox_fresh', 2],
])(
  'where the disk has spoiled %s, it goes on with what can be read in a new database, and keeps the damaged one aside',
  async (_, table, runs) => {
    const before = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, `spoiled-${table}`);
    await before.stop();
    spoil(before.database, table);
    const { lines, database, stop } = await startIn(before.folder);
    const said = (text: string) => lines.filter((line) => line.includes(text));
    await eventually(() => said('amont runs').length === runs, 'it runs with a new database');
    expect(said('the disk had spoiled the database')).toHaveLength(1);
    await stop();
    const aside = readdirSync(join(before.folder, 'data')).filter((each) => each.includes('damaged'));
    expect(aside).toEqual([expect.stringMatching(/^amont\.db\.damaged-/)]);
    const db = await open(database);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM policy').pluck().get()).toBe(1);
  },
);

test('where it cannot be mended any more the start waits, so that those who decide are told, and ends when it is told to', async () => {
  const before = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, 'spoiled-again');
  await before.stop();
  spoil(before.database, 'policy');
  const today = new Date().toISOString().replaceAll(':', '-');
  for (const each of ['1', '2', '3'])
    writeFileSync(`${before.database}.damaged-${today.replace(/\d\d\dZ/, `00${each}Z`)}`, '');
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--config', join(before.folder, 'config')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await eventually(() => lines.some((line) => line.includes('tries again each minute')), 'it waits');
  expect(lines.some((line) => line.includes('is not looked at again: replace the disk'))).toBe(true);
  expect(lines.some((line) => line.includes('it is damaged or no database'))).toBe(true);
  const gone = once(child, 'exit');
  expect(child.exitCode).toBeNull();
  child.kill('SIGTERM');
  await within(10_000, 'it ends', gone);
});

test('what ran before and waits like that ends at once too', async () => {
  const { database, lines, stop } = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, 'spoiled-running');
  const today = new Date().toISOString().replaceAll(':', '-');
  for (const each of ['1', '2', '3'])
    writeFileSync(`${database}.damaged-${today.replace(/\d\d\dZ/, `00${each}Z`)}`, '');
  const another = await open(database);
  // It tells first that no sensor is heard: what it writes to its log after the spoiling would be read from there.
  const tried = another.prepare('SELECT count(*) > 0 AND min(attempts > 0 OR sent_at IS NOT NULL) FROM outbox').pluck();
  await eventually(() => tried.get() === 1, 'its first messages are sent');
  another.pragma('wal_checkpoint(TRUNCATE)');
  for (const table of ['policy', 'outbox_fresh']) spoil(database, table);
  // What another process has written is read anew from the disk.
  another.exec("INSERT INTO account VALUES ('anne', 'Anne', 'staff', 'fr', '[]', 'x', 0, NULL)");
  another.close();
  await eventually(() => lines.some((line) => line.includes('tries again each minute')), 'it waits');
  await within(10_000, 'it ends', stop());
});

test('where the disk spoils the first page, killed before and started once, it goes on with all that it held', async () => {
  const before = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, 'first-page');
  await before.stop('SIGKILL');
  const made = await open(before.database);
  made.exec("INSERT INTO account VALUES ('anne', 'Anne', 'staff', 'fr', '[]', 'x', 0, NULL)");
  made.close();
  writeFileSync(before.database, readFileSync(before.database).fill(0xa5, 0, 4096));
  const { lines, database, stop } = await startIn(before.folder);
  expect(lines.filter((line) => /"lost":\[\].*the disk had spoiled/.test(line))).toHaveLength(1);
  await stop();
  expect((await open(database)).prepare('SELECT id FROM account').pluck().all()).toContain('anne');
});

test('where the port of the pages is taken that is told at once, and no damage is looked for in years of readings', async () => {
  const pages = await listenSilently();
  const before = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, 'taken-and-spoiled');
  await before.stop();
  spoil(before.database, 'alert_event_alert');
  const file = join(before.folder, 'config/amont.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/port: \d+\nmqtt/, `port: ${pages.port}\nmqtt`));
  expect(await startInVain(before.folder)).toEqual({
    code: 1,
    said: expect.stringContaining('Stop what uses the port'),
  });
  expect(readdirSync(join(before.folder, 'data')).filter((each) => each.includes('damaged'))).toEqual([]);
  await pages.close();
});

test.skipIf(process.platform === 'win32')('npm start ends the service too when npm is told to stop', async () => {
  const folder = await townBeside(`mqtt://127.0.0.1:${await freePort()}`, 'by-npm');
  const npm = spawn('npm', ['start', '--', '--config', join(folder, 'config')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  onTestFinished(() => killGroup(npm.pid ?? 0));
  const output = createInterface({ input: npm.stdout });
  const lines: string[] = [];
  output.on('line', (line) => lines.push(line));
  await eventually(() => lines.some((line) => line.includes('amont runs')), 'it runs');
  const ended = once(output, 'close');
  npm.kill('SIGTERM');
  await within(20_000, 'the service ends', ended);
  expect(lines.at(-1)).toContain('amont has stopped');
});

test('killed while the forecast learns it starts without learning, says so, and hears sensors', async () => {
  const first = await startBeside(`mqtt://127.0.0.1:${await freePort()}`, 'killed-learning');
  const learns = () => first.lines.some((line) => line.includes('learning from what this network recorded'));
  await eventually(learns, 'it learns');
  await first.stop('SIGKILL');
  expect(first.lines.some((line) => line.includes('learned from'))).toBe(false);
  const port = await freePort();
  const next = await startIn(await townBeside(`mqtt://127.0.0.1:${await freePort()}`, 'killed-learning', port));
  expect(next.lines.some((line) => line.includes('ended while the forecast learned'))).toBe(true);
  const health = await fetch(`http://127.0.0.1:${port}/health`).then((reply) => reply.json());
  expect(health).toMatchObject({ forecast: { failing: true, learning: null } });
  await next.stop();
  expect(next.lines.some((line) => line.includes('learning from'))).toBe(false);
});

test.skipIf(!existsSync('/dev/full'))(
  'a log that can be written no further costs its lines, and not the service (needs /dev/full)',
  async () => {
    const port = await freePort();
    const folder = await townBeside(`mqtt://127.0.0.1:${await freePort()}`, 'full-log', port);
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, ['src/main.ts', 'start', '--config', join(folder, 'config')], {
      cwd: projectRoot,
      stdio: ['ignore', full, 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/health`)
        .then(({ status }) => status > 0)
        .catch(() => false);
    await eventually(answers, 'it answers');
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await within(10_000, 'it ends', gone)).toEqual([0, null]);
    closeSync(full);
  },
);

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

/** A start that should end by itself. */
async function startInVain(folder: string): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--config', join(folder, 'config')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code, said };
}

async function listenSilently() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
