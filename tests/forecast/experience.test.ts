import { describe, expect, it } from 'vitest';
import { outgrown } from '../../src/forecast/experience.ts';
import { fitNetwork } from '../../src/forecast/fit-network.ts';
import { recordAsOf } from '../../src/forecast/river-record.ts';
import type { Series } from '../../src/forecast/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createDataset } from '../../src/verification/dataset.ts';
import { forecastAt } from '../../src/verification/run-forward.ts';
import { station } from '../support/synthetic-river.ts';

/** A town with a flood every four days, of the same height but the last one. */
function townWith(last: number) {
  const until = 40 * DAY_MS;
  const times = Float64Array.from({ length: 44 * 144 }, (_, index) => index * 10 * MINUTE_MS);
  const values = times.map((at) => {
    const x = (at % (4 * DAY_MS)) / (6 * HOUR_MS);
    return 0.5 + (at < until ? 1 : last) * x * Math.exp(1 - x);
  });
  const series: Series = { times, values };
  const dataset = createDataset('town', 'town', [station('town', [])], new Map([['town', series]]));
  const record = recordAsOf(dataset, until);
  const fit = fitNetwork(record, [], until);
  return (hours: number) => forecastAt(record, fit, 'town', until + hours * HOUR_MS)!;
}

it('a gauge that rose to many times its bankfull rise is named', () => {
  const seen = new Map([
    ['right', { highest: 1.4, fastest: 0.3 }],
    ['small', { highest: 4.62, fastest: 1 }],
  ]);
  expect(outgrown(seen)).toEqual([{ id: 'small', times: 4.6 }]);
});

describe('beyond what was ever seen here', () => {
  it('is said from where the water stands higher or rises faster than in any flood before, and not in one like those', () => {
    const like = townWith(1);
    expect([1, 3, 6, 9].map((hours) => like(hours).outsideExperience)).toEqual([false, false, false, false]);
    const greater = townWith(2);
    expect([1, 3, 6, 9].map((hours) => greater(hours).outsideExperience)).toEqual([true, true, true, true]);
  }, 60_000);

  it('widens the paths, though floods were told twice as large to learn from', () => {
    // Between 1.25 and 2.5 times the highest seen: told larger it was learned from, really seen it never was.
    const spread = (last: number, hours: number) => {
      const highest = townWith(last)(hours).paths.map((path) => Math.max(...path));
      return Math.max(...highest) - Math.min(...highest);
    };
    expect(spread(1.8, 6) / spread(1, 6)).toBeGreaterThan(1.3);
  }, 60_000);
});
