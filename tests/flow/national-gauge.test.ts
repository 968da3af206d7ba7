import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { hubeauRow, nationalService, say } from '../support/national-service.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

test('a national gauge named in the config is asked, stored, graded and shown', async () => {
  const now = Date.now();
  const at = (ageMin: number) => `${new Date(now - ageMin * MINUTE_MS).toISOString().slice(0, 19)}Z`;
  const data = [hubeauRow(at(40), 480), hubeauRow(at(30), 491), hubeauRow(at(20), null)];
  const service = await nationalService(say({ count: 3, next: null, api_version: '2.0.1', data }));
  const gauges = new Map([['belvianes', { service: 'hubeau', code: 'Y161205001' } as const]]);
  const config = await demoConfig({
    dataFolder: join(tempFolder('national-flow'), 'data'),
    national: { gauges, hubeauUrl: service.url, environmentAgencyUrl: null },
  });
  const app = await createApp(config, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  onTestFinished(() => app.value.close());

  const { doors } = app.value;
  await eventually(() => doors.feeds()[0]?.lastSuccessAt !== null, 'the first poll');
  const series = { station: 'belvianes', quantity: 'stage' } as const;
  const held = await doors.readings.window(series, now - HOUR_MS, now, Date.now());
  expect(held).toMatchObject([
    { value: 0.48, quality: 'not-evaluated' },
    { value: 0.491, quality: 'pass', tests: [] },
  ]);
  expect(doors.rejections.counts()).toEqual({ 'no-value': 1 });
  expect(service.asked[0]?.userAgent).toMatch(/^Amont \(Amont, demonstration sur l'Aude; http:/);
  const health = await fetch(`${app.value.url}/health`);
  expect(await health.json()).toMatchObject({ failingFeeds: [] });
});

test('a service that answers well and stands still is no gauge that is seen: what was measured hours ago is that old', async () => {
  const now = Date.now();
  const at = (ageMin: number) => `${new Date(now - ageMin * MINUTE_MS).toISOString().slice(0, 19)}Z`;
  const data = [200, 190, 180].map((ageMin) => hubeauRow(at(ageMin), 480));
  const service = await nationalService(say({ count: 3, next: null, api_version: '2.0.1', data }));
  const gauges = new Map([['limoux', { service: 'hubeau', code: 'Y161205001' } as const]]);
  const config = await demoConfig({
    dataFolder: join(tempFolder('national-frozen'), 'data'),
    national: { gauges, hubeauUrl: service.url, environmentAgencyUrl: null },
  });
  const app = await createApp(config, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  onTestFinished(() => app.value.close());
  const { doors, url } = app.value;
  await eventually(() => doors.feeds()[0]?.lastSuccessAt !== null, 'the first poll');
  const commune = async () => await (await fetch(`${url}/api/v1/communes/limoux`)).json();
  expect(await commune()).toMatchObject({
    publicLevel: 'unknown',
    gauges: [{ station: 'limoux', freshness: 'stale', stageM: 0.48 }],
  });
});
