import { pino } from 'pino';
import { expect, test } from 'vitest';
import { tellRefused } from '../../src/compose/tell-refused.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Reading, Rejection } from '../../src/reading/reading.ts';
import { memoryStores } from '../support/memory-database.ts';

const T0 = Date.parse('2020-01-22T00:00:00Z');

function house() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const clock = manualClock(T0);
  const kept = memoryStores();
  const notKept: string[] = [];
  const { readings, rejections, frames } = tellRefused(kept, log, clock, (station) => void notKept.push(station));
  const refused = (topic: string, more: Partial<Rejection> = {}): Rejection => {
    const said = { payload: '{}', reason: 'malformed', detail: 'stageM is nothing' } as const;
    return { receivedAt: clock.now(), topic, ...said, ...more };
  };
  const doubted = (minute: number, more: Partial<Reading> = {}) => ({
    station: 'bridge',
    quantity: 'stage' as const,
    observedAt: T0 + minute * MINUTE_MS,
    value: 314,
    receivedAt: clock.now(),
    quality: 'fail' as const,
    tests: ['gross-range'] as const,
    ...more,
  });
  return { lines, clock, kept, readings, rejections, frames, notKept, refused, doubted };
}

test('what is refused is kept, and of each kind told once an hour, with how many more there were', () => {
  const { lines, clock, kept, rejections, refused } = house();
  for (let n = 0; n < 5; n += 1) rejections.append([refused('amont/v1/bridge/stage')]);
  rejections.append([refused('amont/v1/bridge/stage', { reason: 'future', detail: 'an hour ahead' })]);
  const about = { level: 40, topic: 'amont/v1/bridge/stage', msg: 'a message was refused' };
  expect(lines).toEqual([
    { ...about, reason: 'malformed', detail: 'stageM is nothing' },
    { ...about, reason: 'future', detail: 'an hour ahead' },
  ]);
  expect(kept.rejections.recent(100)).toHaveLength(6);
  clock.advanceTo(T0 + HOUR_MS);
  rejections.append([refused('amont/v1/bridge/stage')]);
  expect(lines.slice(2)).toMatchObject([{ leftOut: 4 }, { reason: 'malformed' }]);
  // There were no more in the hour that followed.
  clock.advanceTo(T0 + 2 * HOUR_MS);
  rejections.append([refused('amont/v1/bridge/stage')]);
  expect(lines.slice(4)).toMatchObject([{ reason: 'malformed' }]);
});

test('a clock that was set back does not keep the log silent until it is as late again', () => {
  const kept = memoryStores();
  const told: string[] = [];
  let now = T0;
  const log = pino({}, { write: (line: string) => void told.push(line) });
  const { rejections } = tellRefused(kept, log, { now: () => now }, () => {});
  const refused = { receivedAt: T0, topic: 'a', payload: '{}', reason: 'malformed', detail: 'no' } as const;
  rejections.append([refused]);
  now -= 24 * HOUR_MS;
  rejections.append([refused]);
  expect(told).toHaveLength(2);
});

test('strangers with many topics do not flood the log', () => {
  const { lines, rejections, refused } = house();
  rejections.append(Array.from({ length: 500 }, (_, n) => refused(`amont/v1/stranger-${n}/stage`)));
  expect(lines).toHaveLength(100);
});

test('what a sensor says again after a restart, and was kept and told before, is not told again', async () => {
  const { lines, kept, readings, doubted } = house();
  await kept.readings.append([doubted(0)]);
  await readings.append([doubted(0)]);
  expect(lines).toEqual([]);
});

test('a reading that quality control does not take is told once an hour, not one that it takes or that a person has excluded', async () => {
  const { lines, readings, doubted } = house();
  await readings.append([doubted(0), doubted(10)]);
  await readings.append([doubted(0), doubted(20, { value: 1, quality: 'pass', tests: ['late'] })]);
  await readings.append([doubted(30, { tests: ['excluded'] })]);
  expect(lines).toEqual([
    {
      level: 40,
      station: 'bridge',
      value: 314,
      tests: ['gross-range'],
      msg: 'a reading is kept and not taken for true',
    },
  ]);
  expect(await readings.latest({ station: 'bridge', quantity: 'stage' }, T0 + HOUR_MS)).toMatchObject({ value: 314 });
});

test('a message for which there is no room as it came is counted for its station, and told once an hour', () => {
  const { lines, clock, kept, frames, notKept } = house();
  const frame = (station: string, bytes = 100) => ({
    station,
    topic: `up/${station}`,
    receivedAt: clock.now(),
    payload: new Uint8Array(bytes),
  });
  frames.append([frame('bridge', 20_000_000), frame('bridge'), frame('mill'), frame('bridge')]);
  expect(notKept).toEqual(['bridge', 'bridge']);
  expect(kept.frames.recent('bridge', 9)).toHaveLength(1);
  expect(kept.frames.recent('mill', 9)).toHaveLength(1);
  const msg = 'a device says too much for its messages to be kept as they came';
  expect(lines).toEqual([{ level: 40, station: 'bridge', topic: 'up/bridge', msg }]);
});
