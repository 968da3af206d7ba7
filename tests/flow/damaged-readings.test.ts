import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { spoil } from '../support/spoil.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

test('where the disk has spoiled readings of gauges the service starts all the same', async () => {
  const dataFolder = tempFolder('damaged-readings');
  const config = await demoConfig({ dataFolder });
  const log = pino({ level: 'silent' });
  const before = await createApp(config, log);
  if (!before.ok) throw new Error(before.error);
  const sensor = await connectPublisher(before.value.brokerUrl);
  for (let ago = 240; ago >= 0; ago -= 10) {
    const observedAt = iso(Date.now() - ago * MINUTE_MS);
    await sensor.publishAsync('amont/v1/limoux/stage', JSON.stringify({ observedAt, stageM: 1 }), { qos: 1 });
  }
  await sensor.endAsync();
  await before.value.close();
  spoil(join(dataFolder, 'amont.db'), 'reading');
  const app = await createApp(config, log);
  expect(app).toMatchObject({ ok: true });
  if (app.ok) await app.value.close();
}, 30_000);
