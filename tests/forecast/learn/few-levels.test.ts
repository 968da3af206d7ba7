import { expect, it } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { sliceOf } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastTown } from '../../support/forecast-town.ts';
import { station, syntheticRiver } from '../../support/synthetic-river.ts';

const until = 45 * DAY_MS;
const whole = syntheticRiver(until + DAY_MS);

/** The river of which the gauge upstream measures discharge, which teaches nothing by itself, and only since some hours before. */
function upstreamSince(hours: number): Dataset {
  const up = whole.series.get('up')!;
  const calm = { times: up.times, values: up.values.map(() => 1) };
  const short = sliceOf(calm, until - hours * HOUR_MS, Number.POSITIVE_INFINITY);
  const stations = whole.stations.map((each) =>
    each.id === 'up' ? { ...each, quantity: 'discharge' as const } : each,
  );
  return createDataset(whole.name, whole.id, stations, new Map([...whole.series, ['up', short]]));
}

function paths(river: Dataset) {
  const record = recordAsOf(river, until);
  return forecastTown(river, fitNetwork(record, [], until), until + 6 * HOUR_MS).paths;
}

it('a gauge upstream that was seen too seldom to learn from changes no path', () => {
  const alone = createDataset(
    whole.name,
    whole.id,
    [station('town', [])],
    new Map([['town', whole.series.get('town')!]]),
  );
  expect(paths(upstreamSince(20))).toEqual(paths(alone));
}, 60_000);
