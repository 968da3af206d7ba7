import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { importHistory } from '../../src/reading/imports/import-history.ts';
import { toPoints } from '../../src/reading/imports/points.ts';
import { createSqliteReadingStore } from '../../src/store/sqlite/readings.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const open = testDatabases();
const dataFolder = tempFolder('import-beside');
const config = await demoConfig({ dataFolder });
const app = await createApp(config, pino({ level: 'silent' }));
if (!app.ok) throw new Error(app.error);
afterAll(() => app.value.close());

test('what is imported beside the running service is what its next reading is judged by', async () => {
  const { network } = config;
  const station = network.stations.get('trebes')!;
  const now = Date.now();
  const sensor = await connectPublisher(app.value.brokerUrl);
  const send = async (observedAt: number): Promise<void> => {
    const payload = JSON.stringify({ observedAt: iso(observedAt), stageM: 0.61 });
    await sensor.publishAsync('amont/v1/trebes/stage', payload, { qos: 1 });
  };
  // Now the last ten days of the gauge are in memory.
  await send(now - 20 * HOUR_MS);

  const store = createSqliteReadingStore(await open(join(dataFolder, 'amont.db')));
  const points = Array.from({ length: 60 }, (_, index) => ({
    observedAt: now - (61 - index) * 10 * MINUTE_MS,
    value: 0.6 + 0.01 * (index % 2),
  }));
  await importHistory(
    { station, points: toPoints(points) },
    { store, network, receivedAt: now, excluding: () => [] },
    () => {},
  );

  await send(now - MINUTE_MS);
  const latest = await store.latest({ station: 'trebes', quantity: 'stage' }, Date.now());
  // Without them it would be `not-evaluated`: the gauge had said nothing for twenty hours.
  expect(latest).toMatchObject({ observedAt: now - MINUTE_MS, quality: 'pass', tests: [] });
  await sensor.endAsync();
});
