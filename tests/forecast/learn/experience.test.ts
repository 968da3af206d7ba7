import { describe, expect, it } from 'vitest';
import { experienceOf, isBeyond, outgrown } from '../../../src/forecast/learn/experience.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { station } from '../../support/synthetic-river.ts';

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

it('a gauge that rose to more than two and a half times its bankfull rise is named', () => {
  const seen = new Map([
    ['right', { highest: 1.4, fastest: 0.3 }],
    ['nearly', { highest: 2.5, fastest: 1 }],
    ['small', { highest: 2.56, fastest: 1 }],
  ]);
  expect(outgrown(seen)).toEqual([{ id: 'small', times: 2.6 }]);
});

/** A situation of the gauge alone: its level, and how it rose over the last half hour and over the one before. */
const standing = (level: number, late: number, before: number) =>
  Float32Array.from({ length: columnsOf(0) }, (_, column) => [level, late, before][column] ?? 0);

it('the most that was seen is the highest that it stood or came to, and the most that it rose within an hour', () => {
  const rises = (highest: number) => Array.from({ length: HORIZONS }, (_, step) => (step === 5 ? highest : -0.5));
  const rows = {
    count: 2,
    depth: 0,
    situations: Float32Array.of(...standing(0.5, 0.25, 0.125), ...standing(1, 0.25, -0.125)),
    rain: null,
    rises: Float32Array.of(...rises(0.75), ...rises(-0.25)),
    weights: Float32Array.of(1, 1),
    depths: new Uint8Array(2),
    times: Float64Array.of(0, 1),
  };
  expect(experienceOf(rows)).toEqual({ highest: 1.25, fastest: 0.375 });
});

it.each([
  { level: 1.09, late: 0, before: 0, beyond: false },
  { level: 1.11, late: 0, before: 0, beyond: true },
  { level: 0, late: 0.25, before: 0.34, beyond: false },
  { level: 0, late: 0.25, before: 0.36, beyond: true },
])(
  'where it stood at most at 1 and rose by at most .5, $level after rises of $late and $before is beyond it: $beyond',
  ({ level, late, before, beyond }) => {
    expect(isBeyond({ highest: 1, fastest: 0.5 }, standing(level, late, before))).toBe(beyond);
  },
);

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
