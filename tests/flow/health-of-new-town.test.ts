import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

test('a new installation whose sensors are still to come waits in good health, also where people read the gauges meanwhile', async () => {
  const { instance, ...config } = await demoConfig({ dataFolder: tempFolder('new-town') });
  // Which reaches nobody, and is well all the same.
  const app = await createApp({ ...config, instance: { ...instance, kind: 'exercise' } }, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { doors, schedule, settled, url, close } = app.value;
  const health = async () => {
    const answer = await fetch(`${url}/health`);
    return [answer.status, await answer.json()];
  };
  schedule.start();
  expect(await health()).toMatchObject([200, { status: 'waiting' }]);
  const station = doors.network.stations.get('limoux')!;
  const read = { station, stageM: 0.6, observedAt: Date.now() - MINUTE_MS };
  expect(await doors.gaugeReads.enter(read, { person: 'staff', commune: 'limoux' })).toMatchObject({ ok: true });
  schedule.tick();
  await settled();
  // It is forecast by what they read, and no sensor was heard by that.
  expect(doors.forecasts.latest('limoux', Date.now())).toMatchObject({ stageM: 0.6 });
  expect(await health()).toMatchObject([200, { status: 'waiting' }]);
  await close();
}, 60_000);
