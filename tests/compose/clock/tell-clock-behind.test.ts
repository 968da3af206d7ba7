import { pino } from 'pino';
import { expect, test } from 'vitest';
import { tellClockBehind } from '../../../src/compose/clock/tell-clock-behind.ts';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stationNamed } from '../../support/station-named.ts';

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

test('where a sensor had said a later time by a clock of its own, it is this one that is behind', async () => {
  const { readings } = memoryStores();
  const said: { msg: string; gauges?: string[] }[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => void said.push(JSON.parse(line)) });
  const reading = { quantity: 'stage', value: 1, quality: 'pass', tests: [] } as const;
  const report = (station: string, observedAt: number, tests: readonly 'by-person'[] = []) =>
    readings.append([{ ...reading, station, observedAt, receivedAt: NOW, tests }]);
  const HOUR = 60 * MINUTE_MS;
  // By its own time, and what a person typed: by ours, of an hour ago, it would be past.
  await report('bridge', NOW - HOUR);
  await report('mill', NOW - MINUTE_MS, ['by-person']);
  await tellClockBehind(readings, network, NOW - HOUR, log);
  expect(said.at(-1)?.gauges).toBeUndefined();
  await report('bridge', NOW - 2 * MINUTE_MS);
  await tellClockBehind(readings, network, NOW - HOUR, log);
  expect(said.at(-1)).toMatchObject({ gauges: ['bridge'], msg: expect.stringContaining('clock of their own') });
});
