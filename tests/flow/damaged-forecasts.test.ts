import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { spoil } from '../support/spoil.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const START = Date.parse('2020-01-22T05:00:00Z');

/** Trèbes rises by so much in ten minutes, twelve times. */
async function rise(folder: string, from: number, stepM: number) {
  const clock = manualClock(from);
  const config = await demoConfig({ dataFolder: folder });
  const app = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!app.ok) throw new Error(app.error);
  const { schedule, doors, brokerUrl, settled, close } = app.value;
  const sensor = await connectPublisher(brokerUrl);
  schedule.start();
  for (let at = from; at < from + 2 * HOUR_MS; at += 10 * MINUTE_MS) {
    clock.advanceTo(at);
    const stageM = 1 + (stepM * (at - from)) / (10 * MINUTE_MS);
    await sensor.publishAsync('amont/v1/trebes/stage', JSON.stringify({ observedAt: iso(at), stageM }), { qos: 1 });
    await settled();
  }
  const raised = doors.journal.events('trebes', { limit: 100 }).filter(({ kind }) => kind === 'raised');
  await sensor.endAsync();
  await close();
  return raised;
}

test.each(['forecast_paths', 'forecast', 'sqlite_autoindex_forecast_1'])(
  'where the disk has spoiled what is kept of forecasts (%s), the water above a mark is told all the same',
  async (table) => {
    const folder = tempFolder(`damaged-${table}`);
    expect(await rise(folder, START, 0)).toEqual([]);
    spoil(join(folder, 'amont.db'), table);
    expect(await rise(folder, START + 2 * HOUR_MS, 0.5)).toHaveLength(1);
  },
  60_000,
);
