import { expect, it } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const fitUntil = 40 * DAY_MS;
const river = syntheticRiver(46 * DAY_MS);

/** Chances of marks above the zero of the gauge, and how far above it the paths run, from hour to hour. */
function told(dataset: Dataset, zeroM: number) {
  const record = recordAsOf(dataset, fitUntil);
  const fit = fitNetwork(record, [], fitUntil);
  return Array.from({ length: 5 * 24 }, (_, hour) => {
    const ensemble = forecastAt(record, fit, 'town', fitUntil + hour * HOUR_MS)!;
    const chances = [1, 1.5, 2.2].map((markM) => exceedanceProbability(ensemble, zeroM + markM, 6).toFixed(6));
    return [...chances, ...ensemble.paths.map((path) => (path.at(-1)! - zeroM).toFixed(3))];
  });
}

const first = told(river, 0);

it('says the same whatever order its gauges are named in', () => {
  const reversed = createDataset(river.name, river.id, river.stations.toReversed(), river.series);
  expect(told(reversed, 0)).toEqual(first);
}, 60_000);

it('says the same in another zero', () => {
  for (const zeroM of [1, 100]) {
    const moved = [...river.series].map(
      ([id, { times, values }]) =>
        [id, { times, values: values.map((value) => Math.round(1000 * (value + zeroM)) / 1000) }] as const,
    );
    expect(told(createDataset(river.name, river.id, river.stations, new Map(moved)), zeroM)).toEqual(first);
  }
}, 60_000);

it('a few paths far above all others do not blur the rest', () => {
  const ensemble = forecastAt(
    recordAsOf(river, fitUntil),
    fitNetwork(recordAsOf(river, fitUntil), [], fitUntil),
    'town',
    fitUntil,
  )!;
  const paths = ensemble.paths.map((path, index) => (index < 2 ? path.map(() => 200) : path.map(() => 1)));
  const chance = exceedanceProbability({ ...ensemble, paths, stageM: 0.9 }, 1.1, 6);
  expect(chance).toBeCloseTo(2 / paths.length, 3);
});
