import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrateReadings } from '../../src/cli/migrate-readings.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { createInfluxArchive } from '../../src/store/influx/archive.ts';
import { createSqliteArchive } from '../../src/store/sqlite/archive.ts';
import { createThinned } from '../../src/store/sqlite/thinned.ts';
import { freePort } from '../support/free-port.ts';
import { createInfluxDatabase, type Influxd, startInfluxd } from '../support/influxd.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { projectRoot } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';

const scratch = tempFolder('migrate');
const T0 = Date.UTC(2020, 0, 1);
const stations = ['bridge', 'mill', 'a b,c=d'];

/** A config folder with InfluxDB and data of its own. */
function configFolder(name: string, url: string, database = 'amont'): { config: string; file: string } {
  const config = join(scratch, name, 'config');
  cpSync(join(projectRoot, 'tests/fixtures/good-config'), config, { recursive: true });
  const amont = ['instance: { name: Town, kind: operational }', `influx: { url: "${url}", database: ${database} }`];
  writeFileSync(join(config, 'amont.yaml'), `${amont.join('\n')}\n`);
  return { config, file: join(scratch, name, 'data/amont.db') };
}

async function run(config: string, from: string, to: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const args = ['--from', from, '--to', to, '--config', config];
  return { code: await migrateReadings(args, (line) => lines.push(line)), lines };
}

/** 12,000 readings a station, every fifth revised. */
function recorded(station: string): Reading[] {
  return Array.from({ length: 10_000 }, (_, n) => {
    const observedAt = T0 + n * 600_000;
    const first: Reading = {
      station,
      quantity: 'stage',
      observedAt,
      receivedAt: observedAt + 1_000,
      value: 1 + n / 1_000,
      revision: 0,
      quality: n % 3 === 0 ? 'suspect' : 'pass',
      tests: n % 3 === 0 ? ['spike', 'late'] : [],
    };
    return n % 5 === 0
      ? [first, { ...first, value: -(n + 1) / 7, receivedAt: observedAt + 2_000, revision: 1 }]
      : [first];
  }).flat();
}

async function fill(file: string): Promise<void> {
  const db = await openTestDatabase(file);
  for (const station of stations) await createSqliteArchive(db).put(recorded(station));
  db.close();
}

async function heldIn(file: string) {
  const db = await openTestDatabase(file);
  const archive = createSqliteArchive(db);
  const held = await Promise.all(
    stations.map((station) => archive.within({ station, quantity: 'stage' }, 0, Date.UTC(2030, 0))),
  );
  const thinnedBefore = createThinned(db).before();
  db.close();
  return { held, thinnedBefore };
}

test('a call that is not understood says how it goes', async () => {
  const { code, lines } = await run('config', 'sqlite', 'sqlite');
  expect(code).toBe(2);
  expect(lines.join('\n')).toContain('--from sqlite --to influx');
});

test('without InfluxDB in the config, and without InfluxDB at its address: one line that says what to do', async () => {
  const none = await run(join(projectRoot, 'tests/fixtures/good-config'), 'sqlite', 'influx');
  expect(none).toMatchObject({ code: 1, lines: [expect.stringMatching(/not named in \/.*good-config\/amont\.yaml/)] });
  const { config, file } = configFolder('nobody', `http://127.0.0.1:${await freePort()}`);
  await fill(file);
  const gone = await run(config, 'sqlite', 'influx');
  expect(gone).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/cannot be reached at .*: connect ECONNREFUSED 127[^]*goes on where it stopped/)],
  });
});

describe.skipIf(lacks('influxd'))('with InfluxDB 1.x (needs influxd)', () => {
  let influxd: Influxd;
  beforeAll(async () => {
    influxd = await startInfluxd();
    for (const name of ['amont', 'killed', 'other']) await createInfluxDatabase(influxd.url, name);
  });
  afterAll(() => influxd.remove());

  test('there and back: every reading and revision, with progress, counts and checksums', async () => {
    const there = configFolder('there', influxd.url);
    await fill(there.file);
    const first = await run(there.config, 'sqlite', 'influx');
    expect(first.code).toBe(0);
    expect(first.lines).toContain('bridge stage  80 %');
    expect(first.lines).toContain('bridge stage  12000 read, 12000 written (2 of 3)');
    expect(first.lines.at(-1)).toBe('36000 readings in 3 series: both sides agree');

    const again = await run(there.config, 'sqlite', 'influx');
    expect(again.lines).toContain('bridge stage  12000 read, 0 written (2 of 3)');

    const back = configFolder('back', influxd.url);
    const db = await openTestDatabase(back.file);
    createThinned(db).advanceTo(T0 + 1e9);
    db.close();
    expect((await run(back.config, 'influx', 'sqlite')).code).toBe(0);
    const { held, thinnedBefore } = await heldIn(back.file);
    expect(held).toEqual(stations.map(recorded));
    expect(thinnedBefore).toBe(-Infinity);
    expect(back.file).not.toBe(there.file);
  });

  test('killed on the way and started again: all of it is there', async () => {
    const { config, file } = configFolder('killed', influxd.url, 'killed');
    await fill(file);
    const args = ['src/main.ts', 'migrate-readings', '--from', 'sqlite', '--to', 'influx', '--config', config];
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (line.startsWith('bridge stage  40 %')) child.kill('SIGKILL');
    });
    await Promise.all([once(child, 'exit'), once(lines, 'close')]);
    expect(child.signalCode).toBe('SIGKILL');

    const again = await run(config, 'sqlite', 'influx');
    expect(again.code).toBe(0);
    const written = again.lines.flatMap((line) => /read, (\d+) written/.exec(line)?.[1] ?? []).map(Number);
    expect(written[0]).toBe(0);
    expect(written.reduce((sum, each) => sum + each, 0)).toBeLessThan(24_000);
    const archive = createInfluxArchive({ url: influxd.url, database: 'killed', org: null, token: null });
    for (const station of stations) {
      expect(await archive.within({ station, quantity: 'stage' }, 0, Date.UTC(2030, 0))).toEqual(recorded(station));
    }
  });

  test('what stands there with another value is not overwritten, but said', async () => {
    const { config, file } = configFolder('other', influxd.url, 'other');
    await fill(file);
    const archive = createInfluxArchive({ url: influxd.url, database: 'other', org: null, token: null });
    const foreign = { ...recorded('mill')[2]!, value: 99 };
    await archive.put([foreign]);
    const { code, lines } = await run(config, 'sqlite', 'influx');
    expect(code).toBe(1);
    expect(lines.find((line) => line.startsWith('mill') && line.endsWith('DIFFERENT'))).toBeDefined();
    expect(lines.join('\n')).toContain('1 of 3 series differ (1 readings stand there with other values)');
    expect(await archive.within(foreign, foreign.observedAt, foreign.observedAt)).toEqual([foreign]);
  });

  test('what another program wrote there is said with its time, and keeps no other gauge from coming back', async () => {
    await createInfluxDatabase(influxd.url, 'foreign');
    const archive = createInfluxArchive({ url: influxd.url, database: 'foreign', org: null, token: null });
    for (const station of stations) await archive.put(recorded(station));
    const body = [
      `reading,station=bridge,quantity=stage value=9 ${(T0 + 60_000) * 1e6}`,
      `reading,station=tank,quantity=level value=9 ${T0 * 1e6}`,
    ].join('\n');
    expect((await fetch(`${influxd.url}/write?db=foreign`, { method: 'POST', body })).status).toBe(204);
    const { config, file } = configFolder('foreign', influxd.url, 'foreign');
    (await openTestDatabase(file)).close();
    const { code, lines } = await run(config, 'influx', 'sqlite');
    expect(code).toBe(1);
    expect(lines.find((line) => line.startsWith('bridge'))).toMatch(/left unfinished.*bridge stage 2020-01-01T00:01/);
    expect(lines.join('\n')).toContain('1 of 3 series differ');
    const { held } = await heldIn(file);
    expect(held).toEqual(stations.map((station) => (station === 'bridge' ? [] : recorded(station))));
  });

  test('where the retention policy is shorter, all that it still takes is copied, and that the rest is refused is said', async () => {
    await fetch(`${influxd.url}/query`, {
      method: 'POST',
      body: new URLSearchParams({ q: 'CREATE DATABASE "short" WITH DURATION 60d NAME "sixty-days"' }),
    });
    const { config, file } = configFolder('short', influxd.url, 'short');
    await fill(file);
    const lately = { ...recorded('mill')[0]!, observedAt: Date.now() - 60_000 };
    const db = await openTestDatabase(file);
    await createSqliteArchive(db).put([lately]);
    db.close();
    const { code, lines } = await run(config, 'sqlite', 'influx');
    expect(code).toBe(1);
    expect(lines).toContain('mill stage  12001 read, 1 written (3 of 3)');
    expect(lines.join('\n')).toMatch(/refused, at another start as well: .*points beyond retention policy/);
    const archive = createInfluxArchive({ url: influxd.url, database: 'short', org: null, token: null });
    expect(await archive.within(lately, 0, Date.now())).toEqual([lately]);
  });
});
