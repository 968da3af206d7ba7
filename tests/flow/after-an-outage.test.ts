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
async function run(
  dataFolder: string,
  from: number,
  minutes: number,
  readAt: readonly number[],
  stageOf: (minute: number) => number = () => 1,
) {
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
    const message = JSON.stringify({ observedAt: iso(at), stageM: stageOf(minute) });
    if (readAt.includes(minute)) await sensor.publishAsync('amont/v1/trebes/stage', message, { qos: 1 });
    if (minute % 5 === 0) schedule.tick();
    await settled();
  }
  const events = doors.journal.events('trebes', { limit: 100 });
  const { level } = viewLevel(doors, doors.communes.get('trebes')!);
  const told = doors.journal.deliveries('trebes', 100).filter(({ createdAt }) => createdAt >= from);
  await sensor.endAsync();
  await close();
  const happened = events.filter(({ at }) => at >= from).map(({ kind, at }) => `${kind} ${(at - from) / MINUTE_MS}`);
  const said = events.filter(({ at, station }) => at >= from && station === 'trebes').map(({ kind }) => kind);
  return { said, level, told, happened: happened.toReversed() };
}

test('after an outage of the service a gauge is missed once it had time to report, and unknown until then', async () => {
  const dataFolder = tempFolder('after-an-outage');
  await run(dataFolder, START, 60, [0, 10, 20, 30, 40, 50, 60]);
  const back = START + 3 * HOUR_MS;
  expect(await run(dataFolder, back, 5, [])).toMatchObject({ said: [], level: 'unknown' });
  expect(await run(dataFolder, back + HOUR_MS, 20, [8, 18])).toMatchObject({ said: [], level: 'normal' });
  expect(await run(dataFolder, back + 3 * HOUR_MS, 20, [])).toMatchObject({ said: ['sight-lost'], level: 'unknown' });
}, 120_000);

test('a gauge that died in an outage is missed however often the service is started again', async () => {
  const dataFolder = tempFolder('often-restarted');
  await run(dataFolder, START, 20, [0, 10, 20]);
  const back = START + 3 * HOUR_MS;
  const saidFrom = async (minute: number) => (await run(dataFolder, back + minute * MINUTE_MS, 5, [])).said;
  expect([await saidFrom(0), await saidFrom(6), await saidFrom(12)]).toEqual([[], [], ['sight-lost']]);
  expect(await saidFrom(18)).toEqual([]);
}, 120_000);

test('after three days of outage amid a danger nobody is told of a river that was not looked at: residents after the signed minutes anew, and who is asked again reads since when nothing is measured', async () => {
  const dataFolder = tempFolder('outage-in-danger');
  const rising = await run(dataFolder, START, 65, [0, 10, 20, 30, 40, 50, 60], (minute) => 1 + minute / 15);
  expect(rising.level).toBe('danger');
  expect(rising.happened.join()).not.toContain('released');
  const back = await run(dataFolder, START + 72 * HOUR_MS, 20, []);
  expect(back.happened).toContain('passed-on 0');
  // Already in the first round, of which nothing is stored yet.
  const asked = back.told.filter(({ createdAt, channel }) => createdAt === START + 72 * HOUR_MS && channel === 'email');
  expect(asked.length).toBeGreaterThan(0);
  for (const { subject } of asked) expect(subject).toMatch(/SANS RÉPONSE .* rien n'est mesuré depuis mercredi 7 h/);
  expect(back.happened.filter((each) => each.startsWith('released'))).toEqual(['released 15']);
}, 120_000);
