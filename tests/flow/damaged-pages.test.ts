import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { type ManualClock, manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { spoil } from '../support/spoil.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const START = Date.parse('2020-01-22T05:00:00Z');

async function startAt(folder: string, from: number) {
  const clock = manualClock(from);
  const config = await demoConfig({ dataFolder: folder });
  const app = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!app.ok) throw new Error(app.error);
  return { app: app.value, clock };
}

/** Trèbes rises by so much in ten minutes, twelve times. */
async function rise({ schedule, brokerUrl, settled }: App, clock: ManualClock, stepM: number) {
  const from = clock.now();
  const sensor = await connectPublisher(brokerUrl);
  schedule.start();
  for (let at = from; at < from + 2 * HOUR_MS; at += 10 * MINUTE_MS) {
    clock.advanceTo(at);
    const stageM = 1 + (stepM * (at - from)) / (10 * MINUTE_MS);
    await sensor.publishAsync('amont/v1/trebes/stage', JSON.stringify({ observedAt: iso(at), stageM }), { qos: 1 });
    await settled();
  }
  await sensor.endAsync();
}

const eventsOf = ({ doors }: App) => doors.journal.events('trebes', { limit: 100 });
const raisedIn = (app: App) => eventsOf(app).filter(({ kind }) => kind === 'raised');

const kept = ['forecast_paths', 'forecast', 'sqlite_autoindex_forecast_1', 'decision', 'decision_moment'];

test.each(kept)(
  'where the disk has spoiled what is kept of forecasts and decisions (%s), the water above a mark is told all the same',
  async (table) => {
    const folder = tempFolder(`damaged-${table}`);
    const before = await startAt(folder, START);
    await rise(before.app, before.clock, 0);
    expect(raisedIn(before.app)).toEqual([]);
    await before.app.close();
    spoil(join(folder, 'amont.db'), table);
    const { app, clock } = await startAt(folder, START + 2 * HOUR_MS);
    await rise(app, clock, 0.5);
    expect(raisedIn(app)).toHaveLength(1);
    expect(app.doors.faults()).toEqual(['assessing']);
    await app.close();
  },
  60_000,
);

test.each(kept)(
  'where the disk has spoiled them amid an alert (%s), residents are told and a gauge that falls silent is, from the start on',
  async (table) => {
    const folder = tempFolder(`damaged-in-alert-${table}`);
    const before = await startAt(folder, START);
    await rise(before.app, before.clock, 0.25);
    const { level } = before.app.doors.journal.state('trebes')!.alert!;
    await before.app.close();
    spoil(join(folder, 'amont.db'), table);
    const { app, clock } = await startAt(folder, START + 2 * HOUR_MS);
    expect(app.doors.act('trebes', { kind: 'release', level }, 'mayor-trebes')).toMatchObject({ ok: true });
    for (let tick = 0; tick < 10; tick += 1) {
      app.schedule.start();
      clock.advanceTo(clock.now() + HOUR_MS);
      app.schedule.tick();
      await app.settled();
    }
    expect(eventsOf(app).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['released', 'sight-lost']));
    await app.close();
  },
  60_000,
);
