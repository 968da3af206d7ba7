import { existsSync } from 'node:fs';
import type { Instant } from '../../src/lib/clock.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import type { Station } from '../../src/territory/station.ts';
import { readDataset } from '../../src/verification/io/read-dataset.ts';
import { readingsBetween } from './dataset-cuts.ts';
import type { Sent } from './play-river.ts';

const root = new URL('../../../shared/data/', import.meta.url).pathname;

/** For `test.skipIf`: recordings that may not be shipped lie beside the checkout; where they must be there, nothing is skipped. */
export function lacksRecording(river: string): boolean {
  return process.env['AMONT_REQUIRE_SERVICES'] !== '1' && !existsSync(`${root}${river}`);
}

/** The gauge and all above it, with what they observed from ten days before the flood on, published when it was observed. */
export function recordedRiver(river: string, gauge: string, from: Instant, to: Instant) {
  const read = readDataset(`${root}${river}`);
  if (!read.ok) throw new Error(`${read.error.file}: ${read.error.reason}`);
  const dataset = read.value;
  const kept = new Set([gauge, ...dataset.network.upstreamOf(gauge)]);
  const own = dataset.stations.filter(({ id }) => kept.has(id));
  const stations: Station[] = own.map(({ marks: _marks, ...station }) => ({
    ...station,
    minValue: -100,
    maxValue: 2000,
  }));
  const { prepare, act, danger } = own.find(({ id }) => id === gauge)!.marks;
  const sent = stations.flatMap(({ id }) =>
    readingsBetween(dataset, id, from - 10 * DAY_MS, to).map(
      ({ station, observedAt, value }): Sent => ({ station, observedAt, value, sentAt: observedAt }),
    ),
  );
  return { stations, sent, town: { station: gauge, marks: { prepare: prepare!, act: act!, danger: danger! } } };
}
