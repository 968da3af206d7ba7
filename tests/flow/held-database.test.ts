import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const folder = tempFolder('held-database');

test('where another process holds the database a round finds it held once, readings are acknowledged when it lets go, and the alert goes out by itself', async () => {
  const app = await createApp(await demoConfig({ dataFolder: folder }), pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { doors, schedule, brokerUrl, url, settled, close } = app.value;
  const health = async (): Promise<unknown> => (await fetch(`${url}/health`)).json();
  const failures = async () =>
    [...(await doors.metrics()).matchAll(/^amont_assess_failures_total\{place="([^"]+)"\} (\d+)/gm)].map(
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
