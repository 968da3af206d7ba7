import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { connectPublisher } from '../support/publish.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';
import { within } from '../support/within.ts';

const folder = tempFolder('held-database');

test('where another process holds the database a round finds it held once, readings are acknowledged when it lets go, and the alert goes out by itself', async () => {
  const app = await createApp(await demoConfig({ dataFolder: folder }), pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { doors, schedule, brokerUrl, url, settled, close } = app.value;
  const health = async (): Promise<unknown> => (await fetch(`${url}/health`)).json();
  const failures = async () =>
    [...(await doors.metrics()).matchAll(/^amont_assess_failures_total\{place="([^"]+)"\} ([1-9]\d*)/gm)].map(
      ([, place, times]) => `${place} ${times}`,
    );
  const raised = () => doors.journal.events('trebes', { limit: 10 }).filter(({ kind }) => kind === 'raised');
  const sensor = await connectPublisher(brokerUrl);
  const tell = (ago: number, stageM: number) =>
    sensor.publishAsync(
      'amont/v1/trebes/stage',
      JSON.stringify({ observedAt: iso(Date.now() - ago * MINUTE_MS), stageM }),
      { qos: 1 },
    );
  for (let ago = 240; ago > 20; ago -= 10) await tell(ago, 1);
  schedule.start();
  schedule.tick();
  await settled();
  expect(await failures()).toEqual([]);

  const other = new BetterSqlite3(join(folder, 'amont.db'));
  other.exec('BEGIN IMMEDIATE');
  let acknowledged = 0;
  const telling = Promise.all(
    [20, 10, 0].map(async (ago) => {
      await tell(ago, 5 - ago / 20);
      acknowledged += 1;
    }),
  );
  schedule.tick();
  await eventually(async () => (await failures()).length > 0, 'the round to find it held');
  expect(await failures()).toEqual(['round 1']);
  await eventually(
    async () => JSON.stringify(await health()).includes('"faults":["storing","assessing"]'),
    'the faults to be told',
  );
  expect([acknowledged, raised()]).toEqual([0, []]);

  other.exec('ROLLBACK');
  other.close();
  await telling;
  await eventually(() => raised().length === 1, 'the alert');
  await sensor.endAsync(true);
  await close();
}, 30_000);

test('whoever decides while it is held is told that it was not taken; what holds it is said once, and the deed is taken once it lets go', async () => {
  const dataFolder = join(folder, 'deed');
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  const app = await createApp(await demoConfig({ dataFolder }), log);
  if (!app.ok) throw new Error(app.error);
  const { doors, schedule, settled, close } = app.value;
  const now = Date.now();
  await doors.readings.append(
    Array.from({ length: 13 }, (_, step) => {
      return stageReading('trebes', now - (12 - step) * 10 * MINUTE_MS, 4 + step * 0.1);
    }),
  );
  schedule.start();
  schedule.tick();
  await eventually(() => doors.journal.state('trebes')?.alert != null, 'the alert');
  await settled();
  const level = doors.journal.state('trebes')!.alert!.level;
  const decide = () => doors.act('trebes', { kind: 'acknowledge', level }, 'trebes-mayor');

  const other = new BetterSqlite3(join(dataFolder, 'amont.db'));
  other.exec('BEGIN IMMEDIATE');
  expect(decide).toThrow(/locked/);
  expect(decide).toThrow(/locked/);
  expect(lines.filter((line) => line.includes('another process holds the database'))).toHaveLength(1);
  other.exec('ROLLBACK');
  other.close();
  await eventually(() => {
    try {
      return decide().ok;
    } catch {
      return false;
    }
  }, 'the deed to be taken');
  await close();
}, 30_000);

test('a service that ends while another process holds the database waits for nobody, however many communes are to be judged', async () => {
  const config = await demoConfig({ dataFolder: join(folder, 'end') });
  const trebes = config.communes.get('trebes')!;
  const ids = Array.from({ length: 60 }, (_, number) => `town-${number}`);
  const communes = new Map(ids.map((id) => [id, { ...trebes, id }]));
  const app = await createApp({ ...config, communes }, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { schedule, close } = app.value;
  const other = new BetterSqlite3(join(folder, 'end', 'amont.db'));
  other.exec('BEGIN IMMEDIATE');
  schedule.start();
  schedule.tick();
  await expect(within(4_000, 'the end', close())).resolves.toBeUndefined();
  other.exec('ROLLBACK');
  other.close();
}, 30_000);
