import type { PathEnsemble } from '../../src/forecast/ensemble/path-ensemble.ts';
import { createAdlpModel } from '../../src/forecast/issue/adlp-model.ts';
import type { NetworkFit } from '../../src/forecast/learn/fit-network.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { Dataset } from '../../src/verification/backtest/dataset.ts';
import { readingsBetween } from './dataset-cuts.ts';

/** What is forecast for the gauge `town` of a dataset from its own readings alone. */
export function forecastTown(dataset: Dataset, fit: NetworkFit, issuedAt: number): PathEnsemble {
  const own = readingsBetween(dataset, 'town', issuedAt - 40 * HOUR_MS, issuedAt);
  const forecast = createAdlpModel(dataset.network, fit).forecast({
    station: 'town',
    issuedAt,
    own,
    others: new Map(),
  });
  if (!forecast.ok) throw new Error('seen');
  return forecast.value;
}
