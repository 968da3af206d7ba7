import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startLearning } from '../../../src/compose/learning/start-learning.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { demoConfig } from '../../support/town.ts';

test('at the start what an earlier version forecast of the past goes, once, and that in use stays', async () => {
  const folder = tempFolder('old-hindcasts');
  const config = await demoConfig({ dataFolder: folder });
  const kept = ['hindcast-carcassonne-pont-neuf-tried.bin', 'hindcast-coursan-coursan.bin', 'hindcast-mine.bin'];
  for (const name of [...kept, 'hindcast-limoux.bin', 'hindcast-trebes.bin']) writeFileSync(join(folder, name), 'x');
  const stores = memoryStores();
  const said: object[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => void said.push(JSON.parse(line)) });
  for (let start = 0; start < 2; start += 1) {
    const parts = new AsyncDisposableStack();
    startLearning(config, parts, {
      stores,
      whole: stores.readings,
      readings: stores.readings,
      clock: manualClock(0),
      log,
      priorWithout: [],
    });
    await parts.disposeAsync();
  }
  expect(readdirSync(folder).toSorted()).toEqual(kept);
  expect(said).toEqual([expect.objectContaining({ files: 2 })]);
});
