import type { Series } from '../../forecast/observed/series.ts';
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
