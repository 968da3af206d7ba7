import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { DAY_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { spoil } from '../support/spoil.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';
import { within } from '../support/within.ts';

const STEP_MS = 10 * MINUTE_MS;
const series = { station: 'limoux', quantity: 'stage' } as const;

async function start(dataFolder: string): Promise<App> {
  const app = await createApp(await demoConfig({ dataFolder }), pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  return app.value;
}

/** Nine days of each gauge, until an hour ago unless told otherwise. */
async function nineDays(
  { doors, close }: App,
  stations: readonly string[] = ['limoux'],
  endedMs = 60 * MINUTE_MS,
): Promise<void> {
  const until = Math.floor((Date.now() - endedMs) / STEP_MS) * STEP_MS;
  for (const station of stations) {
    await doors.readings.append(
      Array.from({ length: (9 * DAY_MS) / STEP_MS }, (_, step) => {
        return stageReading(station, until - step * STEP_MS, 1);
      }),
    );
  }
  await close();
}

test('where the disk has spoiled all that a gauge reported the service starts all the same, and its pages are shown', async () => {
  const folder = tempFolder('damaged-gauge');
  await nineDays(await start(folder));
  spoil(join(folder, 'amont.db'), 'reading');
  const { url, close } = await start(folder);
  const health = await fetch(`${url}/health`);
  expect(await health.json()).toMatchObject({ faults: ['showing'], stale: expect.arrayContaining(['limoux']) });
  for (const path of ['/fr/communes/limoux', '/fr/communes/trebes', '/api/v1/communes/limoux']) {
    expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200]);
  }
  await close();
}, 30_000);

test.each([
  ['what gauges reported', 'reading', 'amont_missing_readings'],
  ['what is known of devices', 'device_state', 'amont_device_battery_percent'],
])(
  'where the disk has spoiled %s, /metrics gives the other figures, and it is told',
  async (_, table, lost) => {
    const folder = tempFolder(`damaged-${table}`);
    const before = await start(folder);
    const sensor = { station: 'limoux', batteryV: null, batteryPercent: 50, tiltDeg: null, frameCounter: null };
    before.doors.deviceHealth.put({ ...sensor, lastSeenAt: Date.now(), frames: 1, lostFrames: 0, recentIds: [] });
    await nineDays(before);
    spoil(join(folder, 'amont.db'), table);
    const { url, doors, close } = await start(folder);
    const metrics = await fetch(`${url}/metrics`);
    const figures = await metrics.text();
    expect(metrics.status).toBe(200);
    for (const given of ['amont_assess_failures_total', 'amont_health', 'amont_disk_free_bytes', 'process_open_fds'])
      expect(figures).toContain(`# HELP ${given} `);
    expect(figures).toMatch(
      /\n\n# HELP amont_messages_total .*\n# TYPE amont_messages_total counter\namont_messages_total 0\n\n/,
    );
    expect(figures).not.toContain(lost);
    expect(doors.faults()).toContain('showing');
    await close();
  },
  30_000,
);

test('where the disk has spoiled what a gauge reported days ago, what it and its neighbours report now is stored and judged', async () => {
  const folder = tempFolder('damaged-readings');
  await nineDays(await start(folder));
  spoil(join(folder, 'amont.db'), 'reading', 'older');
  const { brokerUrl, schedule, settled, doors, close } = await start(folder);
  const sensor = await connectPublisher(brokerUrl);
  schedule.start();
  const told = ['limoux', 'carcassonne'].map((id) =>
    sensor.publishAsync(`amont/v1/${id}/stage`, JSON.stringify({ observedAt: iso(Date.now()), stageM: 1 }), { qos: 1 }),
  );
  await within(5_000, 'the acknowledgements', Promise.all(told));
  await settled();
  const latest = await doors.readings.latest(series, Date.now());
  expect(latest?.receivedAt).toBeGreaterThan(Date.now() - MINUTE_MS);
  expect(doors.journal.state('limoux')?.gauges['limoux']).toBeDefined();
  expect(doors.faults()).toEqual(['assessing']);
  await sensor.endAsync();
  await close();
}, 30_000);

test('after an outage of a day nobody is told of what the disk has spoiled before the gauge has had the time to report', async () => {
  const folder = tempFolder('damaged-outage');
  await nineDays(await start(folder), ['limoux'], 30 * 60 * MINUTE_MS);
  spoil(join(folder, 'amont.db'), 'reading', 'older');
  const { schedule, settled, doors, close } = await start(folder);
  schedule.start();
  schedule.tick();
  await settled();
  expect(doors.faults()).toEqual(['assessing']);
  expect(doors.journal.events('limoux', { limit: 9 }).filter(({ station }) => station === 'limoux')).toEqual([]);
  await close();
}, 30_000);

test('where the disk has spoiled the place of what a gauge reports now, that is kept as refused and what others report is stored', async () => {
  const folder = tempFolder('damaged-place');
  await nineDays(await start(folder), ['limoux', 'carcassonne']);
  spoil(join(folder, 'amont.db'), 'reading', 'older');
  const { brokerUrl, settled, doors, close } = await start(folder);
  const sensor = await connectPublisher(brokerUrl);
  const told = ['limoux', 'carcassonne'].map((id) =>
    sensor.publishAsync(`amont/v1/${id}/stage`, JSON.stringify({ observedAt: iso(Date.now()), stageM: 1 }), { qos: 1 }),
  );
  await within(5_000, 'the acknowledgements', Promise.all(told));
  await settled();
  const latest = await doors.readings.latest({ ...series, station: 'carcassonne' }, Date.now());
  expect(latest?.receivedAt).toBeGreaterThan(Date.now() - MINUTE_MS);
  expect(doors.rejections.counts()).toEqual({ malformed: 1 });
  expect(doors.faults()).toEqual(['assessing']);
  await sensor.endAsync();
  await close();
}, 30_000);

test('where the disk has spoiled all that a gauge above reported, the one below is forecast without it, as where it is silent', async () => {
  const folder = tempFolder('damaged-above');
  await nineDays(await start(folder), ['carcassonne', 'trebes']);
  spoil(join(folder, 'amont.db'), 'reading', 'older');
  const { brokerUrl, schedule, settled, doors, close } = await start(folder);
  const sensor = await connectPublisher(brokerUrl);
  schedule.start();
  const told = JSON.stringify({ observedAt: iso(Date.now()), stageM: 1 });
  await within(5_000, 'the acknowledgement', sensor.publishAsync('amont/v1/trebes/stage', told, { qos: 1 }));
  await settled();
  expect(doors.forecasts.latest('trebes', Date.now())?.degraded).toContain('carcassonne');
  expect(doors.faults()).toEqual(['assessing']);
  await sensor.endAsync();
  await close();
}, 30_000);
