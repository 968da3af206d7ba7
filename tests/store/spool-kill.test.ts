import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createInfluxArchive } from '../../src/store/influx/archive.ts';
import { createSpooledReadingStore } from '../../src/store/spooled-readings.ts';
import { createSqliteArchive } from '../../src/store/sqlite/archive.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { createInfluxDatabase, startInfluxd } from '../support/influxd.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('spool-kill');
const data = tempFolder('influxd');
const file = join(folder, 'amont.db');

/** Kills an appending process as soon as it has said so many batches; the last number that it said. */
async function killAfter(url: string, batches: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'spool-forever.ts'), file, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = -1;
  let count = 0;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    said = Number(line);
    if (++count === batches) child.kill('SIGKILL');
  });
  await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect(child.signalCode).toBe('SIGKILL');
  return said;
}

describe.skipIf(lacks('influxd'))('killed amid spooling (needs influxd)', () => {
  test('the service three times, InfluxDB twice: every reading and revision is in InfluxDB exactly once', async () => {
    const port = await freePort();
    const address = { url: `http://127.0.0.1:${port}`, database: 'amont', org: null, token: null };
    let influxd = await startInfluxd(data, port);
    onTestFinished(() => influxd.kill());
    await createInfluxDatabase(address.url, 'amont');
    let said = -1;
    for (const batches of [3, 150, 40]) {
      const last = await killAfter(address.url, batches);
      expect(last).toBeGreaterThanOrEqual(said + batches);
      said = last;
    }
    await influxd.kill();
    said = await killAfter(address.url, 100);

    const db = await openTestDatabase(file);
    const store = createSpooledReadingStore(db, address, () => {}, { firstRetryMs: 10 });
    expect(store.status().waiting).toBeGreaterThanOrEqual(1_000);
    influxd = await startInfluxd(data, port);
    await eventually(() => store.status().waiting === 0, 'the spool is empty');
    await influxd.kill();
    influxd = await startInfluxd(data, port);

    const series = { station: 'bridge', quantity: 'stage' } as const;
    const here = await createSqliteArchive(db).within(series, 0, 1e13);
    const batches = said + 1;
    // One batch may have been stored and not yet said.
    expect(here.filter((each) => each.revision === 0).length / 10 - batches).toBeOneOf([0, 1]);
    expect(await createInfluxArchive(address).within(series, 0, 1e13)).toEqual(here);
    await store.close();
    db.close();
  }, 120_000);
});
