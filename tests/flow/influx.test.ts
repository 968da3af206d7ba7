import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createInfluxArchive } from '../../src/store/influx/archive.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { createInfluxDatabase, startInfluxd } from '../support/influxd.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const folder = tempFolder('flow-influx');
const data = tempFolder('influxd');

describe.skipIf(lacks('influxd'))('the service with InfluxDB named in its config (needs influxd)', () => {
  let app: App;
  const told: string[] = [];
  let influx: { url: string; database: string; org: null; token: null };
  const health = async (): Promise<unknown> => (await fetch(`${app.url}/health`)).json();
  beforeAll(async () => {
    influx = { url: `http://127.0.0.1:${await freePort()}`, database: 'amont', org: null, token: null };
    const config = await demoConfig({ dataFolder: folder, store: { readings: 'influx', influx } });
    const created = await createApp(config, pino({ level: 'info' }, { write: (line) => void told.push(line) }));
    if (!created.ok) throw new Error(created.error);
    app = created.value;
  });
  afterAll(() => app.close());

  test('takes readings while InfluxDB is down, says so, and hands them on once it is up', async () => {
    const observedAt = Date.now() - 60_000;
    const reading = { station: 'trebes', quantity: 'stage', observedAt, receivedAt: observedAt, value: 1.2 } as const;
    expect(await app.doors.readings.append([{ ...reading, quality: 'pass', tests: [] }])).toEqual(['new']);
    await eventually(() => app.doors.spool?.().lastError != null, 'the failure is known');
    expect(await health()).toMatchObject({ status: 'degraded', spool: { waiting: 1, refused: 0, failing: true } });
    expect(await app.doors.readings.latest(reading, Date.now())).toMatchObject(reading);
    const failures = async () => Number(/^amont_spool_failures_total (\d+)/m.exec(await app.doors.metrics())?.[1]);
    await eventually(async () => (await failures()) > 1, 'it is tried again');
    const noted = () => told.filter((line) => line.includes('InfluxDB') || !line.includes('"level":30'));
    expect(noted()).toEqual([expect.stringContaining('InfluxDB was not given its readings')]);

    const influxd = await startInfluxd(data, Number(new URL(influx.url).port));
    onTestFinished(() => influxd.kill());
    await createInfluxDatabase(influx.url, 'amont');
    await eventually(() => app.doors.spool?.().waiting === 0, 'the spool is empty');
    expect(await health()).toMatchObject({ spool: { waiting: 0, refused: 0, failing: false } });
    expect(noted().slice(1)).toEqual([expect.stringMatching(/"afterS":\d+,"waiting":1,.*takes readings again/)]);
    expect(await createInfluxArchive(influx).within(reading, observedAt, observedAt)).toMatchObject([reading]);
  });
});
