import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/lib/units.ts';
import { readableWindow } from '../../src/reading/readable-window.ts';
import { stageReading } from '../support/stage-reading.ts';

const NOW = Date.parse('2026-11-27T19:00:00Z');
const series = { station: 'bridge', quantity: 'stage' } as const;

/** Hourly readings of two days; none of a span that reaches to or before a spoiled one is given. */
function gauge(spoiledUntil: number, last = NOW) {
  const told: string[] = [];
  const readings = Array.from({ length: 48 }, (_, hour) => stageReading('bridge', last - (47 - hour) * HOUR_MS, 1));
  const window = readableWindow(
    {
      async window(_series, from, to) {
        if (from <= spoiledUntil) throw new Error('malformed');
        return readings.filter(({ observedAt }) => observedAt >= from && observedAt <= to);
      },
    },
    (station) => told.push(station),
  );
  const given = async () => (await window(series, NOW - 48 * HOUR_MS, NOW, NOW)).length;
  return { given, told };
}

test('of a span of which a part is spoiled what comes after that is given, and it is told', async () => {
  const sound = gauge(Number.NEGATIVE_INFINITY);
  expect([await sound.given(), sound.told]).toEqual([48, []]);
  const spoiled = gauge(NOW - 20 * HOUR_MS);
  expect([await spoiled.given(), spoiled.told]).toEqual([13, ['bridge']]);
});

test('where what comes after is nothing it is not said that there is nothing', async () => {
  await expect(gauge(NOW - 20 * HOUR_MS, NOW - 30 * HOUR_MS).given()).rejects.toThrow('malformed');
  await expect(gauge(NOW).given()).rejects.toThrow('malformed');
});

test('it is asked for down to the last hour, from whole milliseconds on, as it was known then', async () => {
  const asked: [fromMs: number, receivedBy: number][] = [];
  const window = readableWindow(
    {
      async window(_series, from, _to, receivedBy) {
        asked.push([NOW - from, receivedBy]);
        throw new Error('malformed');
      },
    },
    () => {},
  );
  const by = NOW - HOUR_MS;
  await expect(window(series, NOW - 8 * HOUR_MS, NOW, by)).rejects.toThrow('malformed');
  expect(asked).toEqual([8, 4, 2, 1].map((hours) => [hours * HOUR_MS, by]));
  await expect(window(series, NOW - 8 * HOUR_MS - 1, NOW, by)).rejects.toThrow('malformed');
  expect(asked.every(([fromMs]) => Number.isInteger(fromMs))).toBe(true);
});
