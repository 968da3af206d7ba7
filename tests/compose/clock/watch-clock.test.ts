import { pino } from 'pino';
import { expect, test } from 'vitest';
import { watchClock } from '../../../src/compose/clock/watch-clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { memoryStores } from '../../support/memory-database.ts';

const series = { station: 'weir', quantity: 'stage' } as const;

/** A gauge of which readings come in as the machine's clock has it, which may be set. */
function gauge(start: number) {
  const told: number[] = [];
  let [ms, set] = [0, 0];
  const clock = { now: () => start + ms + set };
  const log = pino({ level: 'error' }, { write: (line) => void told.push(Number(/"minutes":(\d+)/.exec(line)?.[1])) });
  const { readings } = memoryStores();
  const setBy = watchClock(clock, { boot: 'first', nowMs: () => ms }, null, log);
  const recent = createRecentReadings(readings, 48, () => (setBy() === null ? [] : 'all'));
  return {
    told,
    setBy: (byMs: number) => void (set += byMs),
    async report(value: number, ownTime?: number) {
      ms += 10 * MINUTE_MS;
      recent.refresh();
      const at = clock.now();
      await recent.of(series, at);
      const reading = {
        ...series,
        observedAt: ownTime ?? at,
        receivedAt: at,
        value,
        quality: 'pass',
        tests: [],
      } as const;
      recent.add({ ...reading, revision: 0 }, at);
      await readings.append([reading]);
      return (await recent.of(series, at)).map((each) => each.value);
    },
  };
}

test('what came in while the clock was ahead counts no more once it is set right, also when that time has come', async () => {
  const { told, setBy, report } = gauge(Date.parse('2026-11-27T20:00:00Z'));
  await report(1);
  setBy(HOUR_MS + 5 * MINUTE_MS);
  await report(1.1);
  setBy(-HOUR_MS - 5 * MINUTE_MS);
  const counted = [];
  for (let value = 2; value < 12; value += 1) counted.push(await report(value));
  expect(counted.at(-1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(told).toEqual([65, 65]);
});

test('what was stored before a start with a clock that was behind counts again once it is set right', async () => {
  const { setBy, report } = gauge(Date.parse('2026-11-27T20:00:00Z'));
  await report(1);
  setBy(-24 * HOUR_MS);
  expect(await report(2)).toEqual([2]);
  setBy(24 * HOUR_MS);
  expect(await report(3)).toEqual([2, 1, 3]);
});

test('what came in with a time of its own while the clock was ahead counts on once it is set right: that time was true', async () => {
  const start = Date.parse('2026-11-27T20:00:00Z');
  const { setBy, report } = gauge(start);
  await report(1, start + 10 * MINUTE_MS);
  setBy(3 * HOUR_MS);
  await report(2, start + 20 * MINUTE_MS);
  await report(3, start + 30 * MINUTE_MS);
  setBy(-3 * HOUR_MS);
  expect(await report(4, start + 40 * MINUTE_MS)).toEqual([1, 2, 3, 4]);
});
