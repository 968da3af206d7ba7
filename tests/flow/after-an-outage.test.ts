import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { viewLevel } from '../../src/http/views/commune-view.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const START = Date.parse('2020-01-22T05:00:00Z');

/** The service runs from one moment on for so many minutes; Trèbes is read at some of them. What it said of that gauge, and how the town stood in the end. */
async function run(dataFolder: string, from: number, minutes: number, readAt: readonly number[]) {
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
  const { level } = viewLevel(doors, doors.communes.get('trebes')!);
  await sensor.endAsync();
  await close();
  const said = events.filter(({ at, station }) => at >= from && station === 'trebes').map(({ kind }) => kind);
  return { said, level };
}

test('after an outage of the service a gauge is missed once it had time to report, and unknown until then', async () => {
  const dataFolder = tempFolder('after-an-outage');
  await run(dataFolder, START, 60, [0, 10, 20, 30, 40, 50, 60]);
  const back = START + 3 * HOUR_MS;
  expect(await run(dataFolder, back, 5, [])).toEqual({ said: [], level: 'unknown' });
  expect(await run(dataFolder, back + HOUR_MS, 20, [8, 18])).toEqual({ said: [], level: 'normal' });
  expect(await run(dataFolder, back + 3 * HOUR_MS, 20, [])).toEqual({ said: ['sight-lost'], level: 'unknown' });
}, 120_000);

test('a gauge that died in an outage is missed however often the service is started again', async () => {
  const dataFolder = tempFolder('often-restarted');
  await run(dataFolder, START, 20, [0, 10, 20]);
  const back = START + 3 * HOUR_MS;
  const saidFrom = async (minute: number) => (await run(dataFolder, back + minute * MINUTE_MS, 5, [])).said;
  expect([await saidFrom(0), await saidFrom(6), await saidFrom(12)]).toEqual([[], [], ['sight-lost']]);
  expect(await saidFrom(18)).toEqual([]);
}, 120_000);
