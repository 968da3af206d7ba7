import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { latestBySensor } from '../../../src/reading/by-person/latest-by-sensor.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stageReading } from '../../support/stage-reading.ts';

const NOW = Date.parse('2020-01-22T12:00:00Z');
const series = { station: 'town', quantity: 'stage' } as const;
const read = (observedAt: number) => ({ ...stageReading('town', observedAt, 3.4), tests: ['by-person' as const] });

test('a sensor was last heard when it spoke itself, whatever people read there since', async () => {
  const { readings } = memoryStores();
  expect(await latestBySensor(readings, series, NOW)).toBeNull();
  await readings.append([read(NOW - 40 * DAY_MS)]);
  expect(await latestBySensor(readings, series, NOW)).toBeNull();
  await readings.append([stageReading('town', NOW - 10 * HOUR_MS, 2), read(NOW - HOUR_MS), read(NOW)]);
  expect(await latestBySensor(readings, series, NOW)).toMatchObject({ observedAt: NOW - 10 * HOUR_MS, value: 2 });
  await readings.append([stageReading('town', NOW - 9 * HOUR_MS, 2.1)]);
  expect(await latestBySensor(readings, series, NOW)).toMatchObject({ observedAt: NOW - 9 * HOUR_MS, value: 2.1 });
});

test('where nobody reads in its place it was last heard when it was, however long ago', async () => {
  const { readings } = memoryStores();
  await readings.append([stageReading('town', NOW - 40 * DAY_MS, 2)]);
  expect(await latestBySensor(readings, series, NOW)).toMatchObject({ observedAt: NOW - 40 * DAY_MS });
});
