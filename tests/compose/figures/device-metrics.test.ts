import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { watchDevices } from '../../../src/compose/figures/device-metrics.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

test('silence, lost frames and battery are told by station, and nothing where nothing is known', async () => {
  const now = 30 * DAY_MS;
  const readings = memoryStores().readings;
  const every10 = Array.from({ length: 145 }, (_, n) => now - DAY_MS + n * 10 * MINUTE_MS);
  await readings.append(
    every10.filter((_, n) => n !== 20 && n !== 21).map((observedAt) => stageReading('weir', observedAt, 1)),
  );
  const deviceHealth = memoryStores().deviceHealth;
  deviceHealth.put({
    station: 'weir',
    lastSeenAt: 5000,
    batteryV: 3.4,
    batteryPercent: null,
    tiltDeg: null,
    frameCounter: 9,
    frames: 7,
    lostFrames: 2,
    recentIds: [],
  });
  const registry = new Registry();
  const network = createNetwork([stationNamed('weir'), stationNamed('silent')]);
  watchDevices(registry, {
    clock: { now: () => now },
    network,
    deviceHealth,
    recent: createRecentReadings(readings, 48),
  });
  const lines = (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#'));
  expect(lines).toEqual(
    expect.arrayContaining([
      'amont_device_last_seen_seconds{station="weir"} 5',
      'amont_device_lost_frames{station="weir"} 2',
      'amont_device_battery_volts{station="weir"} 3.4',
      'amont_missing_readings{station="weir"} 2',
      'amont_missing_readings{station="silent"} 143',
    ]),
  );
  expect(lines.filter((line) => /percent|tilt|device.*silent/.test(line))).toEqual([]);
});
