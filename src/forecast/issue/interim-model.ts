import type { Network } from '../../territory/network.ts';
import type { ForecastModel } from '../forecast-model.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import { createAdlpModel } from './adlp-model.ts';
import { createFirstModel } from './first-model.ts';

/**
 * Answers after a change of the network until it is learned anew: by what was learned for each gauge where nothing changed about it or any
 * above it, by the first model for the others.
 * @example one more gauge on a creek: the gauges of all other rivers are forecast as before
 */
export function createInterimModel(network: Network, fit: NetworkFit, changed: ReadonlySet<string>): ForecastModel {
  const [first, learned] = [createFirstModel(network), createAdlpModel(network, fit)];
  const isAsLearned = (station: string): boolean =>
    !changed.has(station) && network.upstreamOf(station).every((id) => !changed.has(id));
  return {
    ...first,
    reaches: learned.reaches.filter(({ to }) => network.stations.has(to) && isAsLearned(to)),
    noiseM: (station) => (isAsLearned(station) ? learned : first).noiseM(station),
    forecast: (inputs) => (isAsLearned(inputs.station) ? learned : first).forecast(inputs),
  };
}
