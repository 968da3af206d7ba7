import { pino } from 'pino';
import { expect, test } from 'vitest';
import { tellClockBehind } from '../../src/compose/tell-clock-behind.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { memoryStores } from '../support/memory-database.ts';
import { stationNamed } from '../support/station-named.ts';

const NOW = Date.parse('2026-11-27T19:00:00Z');
const network = createNetwork([stationNamed('bridge'), stationNamed('mill')]);

test('a clock that is behind what was recorded is told at the start; one that is right, or was set back by a moment, is not', async () => {
  const { readings } = memoryStores();
  const said: unknown[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => void said.push(JSON.parse(line)) });
  const startAt = (now: number) => tellClockBehind(readings, network, now, log);
  await startAt(0);
  const received = { observedAt: NOW, receivedAt: NOW, value: 1, quality: 'pass', tests: [] } as const;
  await readings.append([{ station: 'bridge', quantity: 'stage', ...received }]);
  await startAt(NOW + MINUTE_MS);
  await startAt(NOW - MINUTE_MS);
  expect(said).toEqual([]);
  await startAt(Date.parse('2016-11-29T19:00:00Z'));
  expect(said).toEqual([
    expect.objectContaining({ level: 50, clock: '2016-11-29T19:00:00.000Z', recorded: '2026-11-27T19:00:00.000Z' }),
  ]);
});
