import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const START = Date.parse('2020-01-22T05:00:00Z');

/** The service runs from one moment on for so many minutes; Trèbes is read at some of them. What it said of that gauge meanwhile. */
async function run(dataFolder: string, from: number, minutes: number, readAt: readonly number[]): Promise<string[]> {
  const clock = manualClock(from);
  const config = await demoConfig({ dataFolder });
  const app = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!app.ok) throw new Error(app.error);
  const { schedule, doors, brokerUrl, settled, close } = app.value;
  const sensor = await connectPublisher(brokerUrl);
  schedule.start();
  for (let minute = 0; minute <= minutes; minute += 1) {
    const at = from + minute * MINUTE_MS;
    clock.advanceTo(at);
    const message = JSON.stringify({ observedAt: iso(at), stageM: 1 });
    if (readAt.includes(minute)) await sensor.publishAsync('amont/v1/trebes/stage', message, { qos: 1 });
    if (minute % 5 === 0) schedule.tick();
    await settled();
  }
  const events = doors.journal.events('trebes', { limit: 100 });
  await sensor.endAsync();
  await close();
  return events.filter(({ at, station }) => at >= from && station === 'trebes').map(({ kind }) => kind);
}

test('after an outage of the service a gauge is missed once it had time to report, not at once', async () => {
  const dataFolder = tempFolder('after-an-outage');
  await run(dataFolder, START, 60, [0, 10, 20, 30, 40, 50, 60]);
  const back = START + 3 * HOUR_MS;
  expect(await run(dataFolder, back, 20, [8, 18])).toEqual([]);
  expect(await run(dataFolder, back + 2 * HOUR_MS, 20, [])).toEqual(['sight-lost']);
}, 60_000);
