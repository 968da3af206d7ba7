import { countUntil, type Series, sliceOf } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../../reading/reading.ts';
import { createNetwork, type Network } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';

export interface DatasetStation extends Station {
  /** By alert level or any other name, metres. For judging a forecast, never for making one. */
  marks: Readonly<Record<string, number>>;
}

/** What is wrong with the files of a dataset, and where. */
export interface DatasetFault {
  file: string;
  line: number;
  reason: string;
}

/** A recorded river: what a forecast is fitted to and judged by. Rain gauges stand among the stations. */
export interface Dataset {
  name: string;
  /** The folder's own name, by which the prior knows its rivers. */
  id: string;
  stations: readonly DatasetStation[];
  network: Network;
  series: ReadonlyMap<string, Series>;
  /** What it was read from. */
  files: readonly string[];
}

export function createDataset(
  name: string,
  id: string,
  stations: readonly DatasetStation[],
  series: ReadonlyMap<string, Series>,
  files: readonly string[] = [],
): Dataset {
  return { name, id, stations, network: createNetwork(stations), series, files };
}

/** The readings observed within (from, to], as the service would hold them: received when observed, not yet judged. */
export function readingsBetween(dataset: Dataset, station: string, from: Instant, to: Instant): Reading[] {
  const series = dataset.series.get(station);
  const quantity = dataset.network.stations.get(station)?.quantity;
  if (series === undefined || quantity === undefined) return [];
  const readings: Reading[] = [];
  for (let index = countUntil(series, from); index < countUntil(series, to); index++) {
    const observedAt = series.times[index]!;
    const value = series.values[index]!;
    readings.push({
      station,
      quantity,
      observedAt,
      value,
      receivedAt: observedAt,
      revision: 0,
      quality: 'not-evaluated',
      tests: [],
    });
  }
  return readings;
}

/** The same river as it was known at an instant. */
export function truncate(dataset: Dataset, at: Instant): Dataset {
  const series = new Map([...dataset.series].map(([id, each]) => [id, sliceOf(each, Number.NEGATIVE_INFINITY, at)]));
  return { ...dataset, series };
}
