import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { assessQuality } from '../../src/reading/quality/quality.ts';
import { qualityNeighbours } from '../../src/reading/quality/quality-neighbours.ts';
import type { Observation, Reading } from '../../src/reading/reading.ts';
import { createNetwork, type Network } from '../../src/territory/network.ts';
import { stationNamed } from './station-named.ts';

interface Dataset {
  stations: { id: string; file: string; stepMin: number; upstream?: string[]; bankfullRiseM: number }[];
}

/** Judges a whole recording in the order of its times, as the service would, and gives the readings of each station. */
export function replayQuality(folder: URL): ReadonlyMap<string, readonly Reading[]> {
  const dataset: Dataset = parse(readFileSync(new URL('dataset.yaml', folder), 'utf8'));
  const network = createNetwork(
    dataset.stations.map(({ id, stepMin, upstream, bankfullRiseM }) =>
      stationNamed(id, { intervalMin: stepMin, upstream: upstream ?? [], bankfullRiseM, minValue: -3, maxValue: 15 }),
    ),
  );
  const observations = dataset.stations.flatMap(({ id, file }) =>
    readFileSync(new URL(file, folder), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line): Observation => {
        const [time = '', value] = line.split(',');
        return { station: id, quantity: 'stage', observedAt: Date.parse(time), value: Number(value) };
      }),
  );
  return judgeInOrder(observations, network);
}

export function judgeInOrder(
  observations: readonly Observation[],
  network: Network,
): ReadonlyMap<string, readonly Reading[]> {
  const series = new Map<string, Reading[]>([...network.stations.keys()].map((id) => [id, []]));
  const known = (id: string): readonly Reading[] => series.get(id) ?? [];
  for (const observation of observations.toSorted((a, b) => a.observedAt - b.observedAt)) {
    const station = network.stations.get(observation.station);
    if (!station) throw new Error(`no station ${observation.station}`);
    const receivedAt = observation.observedAt;
    const neighbours = qualityNeighbours(network, station.id).map(({ id, side }) => ({
      side,
      bankfullRiseM: network.stations.get(id)?.bankfullRiseM ?? station.bankfullRiseM,
      readings: known(id),
    }));
    const quality = assessQuality(observation, {
      station,
      receivedAt,
      own: known(station.id),
      neighbours,
    });
    series.get(station.id)?.push({ ...observation, receivedAt, revision: 0, ...quality });
  }
  return series;
}
