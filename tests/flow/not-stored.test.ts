import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { iso } from '../../src/lib/units.ts';
import { closed, connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const folder = tempFolder('not-stored');

test('a reading that cannot be stored is counted and degrades the health at once; it comes again and is stored', async () => {
  const app = await createApp(await demoConfig({ dataFolder: folder }), pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { doors, brokerUrl, url, close } = app.value;
  const health = async (): Promise<unknown> => (await fetch(`${url}/health`)).json();
  const failures = async () => /^amont_ingest_failures_total (\d+)/m.exec(await doors.metrics())?.[1];
  expect([await health(), await failures()]).toEqual([expect.objectContaining({ faults: [] }), '0']);

  const sensor = await connectPublisher(brokerUrl);
  const disk = new BetterSqlite3(join(folder, 'amont.db'));
  disk.exec("CREATE TRIGGER full BEFORE INSERT ON reading BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  const message = JSON.stringify({ observedAt: iso(Date.now()), stageM: 1.1 });
  const turnedAway = closed(sensor);
  const sent = sensor.publishAsync('amont/v1/trebes/stage', message, { qos: 1 });
  await turnedAway;
  expect(await health()).toMatchObject({ status: 'degraded', faults: ['storing'] });
  expect(Date.now() - doors.notStoredAt()!).toBeLessThan(60_000);
  expect(Number(await failures())).toBeGreaterThan(0);

  disk.exec('DROP TRIGGER full');
  disk.close();
  await sent;
  expect(await doors.readings.latest({ station: 'trebes', quantity: 'stage' }, Date.now())).toMatchObject({
    value: 1.1,
  });
  await sensor.endAsync(true);
  await close();
});

test('that nothing can be stored is known without a reading that comes: another process holds the database, and lets it go', async () => {
  const app = await createApp(await demoConfig({ dataFolder: join(folder, 'held') }), pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { doors, close } = app.value;
  expect(await doors.stores()).toBe(true);
  const other = new BetterSqlite3(join(folder, 'held/amont.db'));
  other.exec('BEGIN IMMEDIATE');
  expect(await doors.stores()).toBe(false);
  other.exec('ROLLBACK');
  other.close();
  expect(await doors.stores()).toBe(true);
  await close();
});
