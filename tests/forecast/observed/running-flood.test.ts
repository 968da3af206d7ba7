import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { beforeRunningFlood, LONGEST_FLOOD_MS } from '../../../src/forecast/observed/running-flood.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { evenly } from '../../support/evenly.ts';
import { station } from '../../support/synthetic-river.ts';

const hourly = (...values: number[]): Series => ({
  times: Float64Array.from(values, (_, hour) => hour * HOUR_MS),
  values: Float64Array.from(values),
});

it('a flood that runs began where the water last stood below it; where none runs there is nothing to leave out', () => {
  expect(beforeRunningFlood(hourly(0, 0.3, 0.1, 0.4, 0.5, 0.2), 0.2, 5 * HOUR_MS)).toBe(3 * HOUR_MS);
  expect(beforeRunningFlood(hourly(0, 0.3, 0.1), 0.2, 2 * HOUR_MS)).toBe(2 * HOUR_MS);
  expect(beforeRunningFlood(hourly(), 0.2, 7)).toBe(7);
  // What comes later is not looked at.
  expect(beforeRunningFlood(hourly(0, 0.3, 0.1, 0.4, 0.5, 0.2), 0.2, 2 * HOUR_MS)).toBe(2 * HOUR_MS);
});

it('a gauge that was washed away in a flood teaches nothing of its rise, however long ago that was', () => {
  const washedAway = hourly(0, 0.3, 0.1, 0.4, 0.9);
  expect(beforeRunningFlood(washedAway, 0.2, 30 * DAY_MS)).toBe(3 * HOUR_MS);
  // Back again, with the water low: it is over.
  const back = {
    times: Float64Array.of(...washedAway.times, 20 * DAY_MS),
    values: Float64Array.of(...washedAway.values, 0),
  };
  expect(beforeRunningFlood(back, 0.2, 30 * DAY_MS)).toBe(30 * DAY_MS);
});

it('of water that stands high for nine days the last four are left out, before its last reading and not before now', () => {
  const high = hourly(...Array.from({ length: 9 * 24 + 1 }, () => 1));
  expect(beforeRunningFlood(high, 0.2, 9 * DAY_MS)).toBe(5 * DAY_MS);
  expect(beforeRunningFlood(high, 0.2, 11 * DAY_MS)).toBe(5 * DAY_MS);
});

it('never goes back more than four days, and only over water that stands in flood', () => {
  fc.assert(
    fc.property(fc.array(evenly(0, 1), { maxLength: 200 }), (values) => {
      const series = hourly(...values);
      const at = (values.length - 1) * HOUR_MS;
      const began = beforeRunningFlood(series, 0.2, at);
      expect(began).toBeLessThanOrEqual(at);
      expect(began).toBeGreaterThanOrEqual(at - LONGEST_FLOOD_MS);
      const since = series.times.filter((time) => time > began);
      expect(since.every((time) => values[time / HOUR_MS]! >= 0.2)).toBe(true);
    }),
  );
});

/** Ten calm days, then a flood of two metres over two days; bankfull 2 m. */
function fitAt(until: number) {
  const times = Float64Array.from({ length: (13 * DAY_MS) / (10 * MINUTE_MS) }, (_, k) => k * 10 * MINUTE_MS);
  const values = times.map((at) => {
    const x = (at - 10 * DAY_MS) / (2 * DAY_MS);
    return x > 0 && x < 1 ? 0.5 + 2 * Math.sin(Math.PI * x) : 0.5 + 0.01 * Math.sin(at / (3 * HOUR_MS));
  });
  const stations = [station('town', [])];
  const series = new Map([['town', { times, values }]]);
  return fitNetwork(recordAsOf({ stations, series }, until), [], until);
}

it('what is known of a flood that runs, its rise, teaches nothing; when it is over all of it does', () => {
  const running = fitAt(11.5 * DAY_MS);
  expect(running.local.size).toBe(0);
  expect(running.experience.get('town')!.highest).toBeLessThan(0.2);
  const over = fitAt(13 * DAY_MS);
  expect(over.local.get('town')!.share).toBe(0.25);
  expect(over.experience.get('town')!.highest).toBeGreaterThan(0.95);
}, 60_000);
