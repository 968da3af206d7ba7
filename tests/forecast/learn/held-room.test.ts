import { expect, it } from 'vitest';
import { readPrior } from '../../../src/forecast/io/prior-file.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { priorLessons } from '../../../src/forecast/learn/prior.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset } from '../../../src/verification/backtest/dataset.ts';
import { station } from '../../support/synthetic-river.ts';

/** Of all numbers in flat arrays, wherever they stand. */
function bytesOf(held: unknown): number {
  if (ArrayBuffer.isView(held)) return held.byteLength;
  if (typeof held !== 'object' || held === null) return 0;
  const parts = held instanceof Map ? [...held.values()] : Object.values(held);
  return parts.reduce((sum: number, each) => sum + bytesOf(each), 0);
}

it('a gauge by itself holds its many years, and what all rivers say beside it, in 4 MB', () => {
  // Daily waves, none like another, and thirty floods: as many moments as are looked at of a record of many years.
  const until = 582 * DAY_MS;
  const times = Float64Array.from({ length: until / (15 * MINUTE_MS) }, (_, index) => index * 15 * MINUTE_MS);
  const values = times.map((at) => {
    const [day, hours] = [Math.floor(at / DAY_MS), (at % DAY_MS) / HOUR_MS];
    const size = day % 18 === 9 ? 1.6 + 0.02 * (day % 50) : 0.3 + 0.01 * ((day * 7) % 23);
    return 0.5 + size * Math.exp(-(((hours - 12) / 3.5) ** 2)) + 0.004 * Math.sin(at / (97 * MINUTE_MS));
  });
  const town = createDataset('town', 'town', [station('town', [])], new Map([['town', { times, values }]]));
  const fit = fitNetwork(recordAsOf(town, until), priorLessons(readPrior(), []), until);
  const own = fit.local.get('town')!;
  expect(own.share).toBe(0.9);
  expect(own.origins.minutes.length).toBeGreaterThan(26_000);
  // Beside its numbers the engine keeps something of each array and object: a tenth as much.
  expect(bytesOf(fit)).toBeLessThan(3_550_000);
}, 120_000);
