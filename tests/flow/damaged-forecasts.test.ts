import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const folder = tempFolder('damaged-forecasts');
const START = Date.parse('2020-01-22T05:00:00Z');

/** What a failing disk leaves where all of a table stood. */
function spoil(table: string): void {
  const file = join(folder, 'amont.db');
  const db = new BetterSqlite3(file);
  const pages = db.prepare<[string], number>('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(table);
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const disk = openSync(file, 'r+');
  for (const page of pages) writeSync(disk, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, (page - 1) * pageBytes);
  closeSync(disk);
}

/** Trèbes rises by so much in ten minutes, twelve times. */
async function rise(from: number, stepM: number) {
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

test('where the disk has spoiled the paths of forecasts, the water above a mark is told all the same', async () => {
  expect(await rise(START, 0)).toEqual([]);
  spoil('forecast_paths');
  expect(await rise(START + 2 * HOUR_MS, 0.5)).toHaveLength(1);
});
