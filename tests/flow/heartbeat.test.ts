import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { closed, connectPublisher } from '../support/publish.ts';
import { smsGateway as watchElsewhere } from '../support/sms-gateway.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');

/** The service, and the watch elsewhere that it tells that it lives. */
async function town(overrides: Parameters<typeof createApp>[2] = {}) {
  const watch = await watchElsewhere();
  const dataFolder = tempFolder('heartbeat');
  const config = await demoConfig({ dataFolder, heartbeat: { url: watch.url, everyMin: 1 } });
  const created = await createApp(config, pino({ level: 'silent' }), overrides);
  if (!created.ok) throw new Error(created.error);
  const app = created.value;
  onTestFinished(() => app.close());
  return { app, watch, database: join(dataFolder, 'amont.db') };
}

test('the service gives signs of life while it hears a gauge, and none once it hears none', async () => {
  const clock = manualClock(T0);
  const { app, watch } = await town({ clock });
  await app.started();
  const heard = async (): Promise<number> => {
    await app.beat?.();
    return watch.asked.length;
  };
  expect(await heard()).toBe(0);
  await app.doors.readings.append([stageReading('limoux', T0, 0.5)]);
  expect(await heard()).toBe(1);
  // A town that looks through one address, as behind a proxy whose word is not taken, may ask no more; the service lives.
  const visit = async () => (await fetch(`${app.url}/fr/nothing-here`)).status;
  for (let asked = 0; asked < 1200; asked += 40) await Promise.all(Array.from({ length: 40 }, visit));
  expect(await visit()).toBe(429);
  expect(await heard()).toBe(2);
  clock.advanceTo(T0 + 12 * HOUR_MS);
  expect(await heard()).toBe(2);
});

test('one reading that could not be stored for a moment withholds no sign of life', async () => {
  const { app, watch, database } = await town();
  const sensor = await connectPublisher(app.brokerUrl);
  const disk = new BetterSqlite3(database);
  disk.exec("CREATE TRIGGER full BEFORE INSERT ON reading BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  const message = JSON.stringify({ observedAt: iso(Date.now()), stageM: 1.1 });
  const turnedAway = closed(sensor);
  const sent = sensor.publishAsync('amont/v1/trebes/stage', message, { qos: 1 });
  await turnedAway;
  disk.exec('DROP TRIGGER full');
  disk.close();
  await sent;
  await sensor.endAsync(true);
  await app.beat?.();
  expect([app.doors.faults(), watch.asked.length]).toEqual([['storing'], 1]);
});

test('what only pages go without for long, since the disk has spoiled it, withholds no sign of life', async () => {
  const { app, watch, database } = await town();
  const sensor = await connectPublisher(app.brokerUrl);
  const message = JSON.stringify({ observedAt: iso(Date.now()), stageM: 1.1 });
  await sensor.publishAsync('amont/v1/trebes/stage', message, { qos: 1 });
  await sensor.endAsync(true);
  const disk = new BetterSqlite3(database);
  disk.exec("INSERT INTO commune_state (commune, state) VALUES ('limoux', '{\"gau')");
  disk.close();
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  for (let minute = 0; minute < 8; minute += 1) {
    vi.setSystemTime(Date.now() + MINUTE_MS);
    expect((await fetch(`${app.url}/fr/communes/limoux`)).status).toBe(200);
    await app.beat?.();
  }
  expect([app.doors.faults(), watch.asked.length]).toEqual([['showing'], 8]);
});
