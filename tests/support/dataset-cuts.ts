import { countUntil, sliceOf } from '../../src/forecast/observed/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import type { Reading } from '../../src/reading/reading.ts';
import type { Dataset } from '../../src/verification/backtest/dataset.ts';

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
