import type { Instant } from '../../src/lib/clock.ts';
import type { Reading } from '../../src/reading/reading.ts';

/** A stage as a gauge reports it that speaks for itself: received when it was observed. */
export function stageReading(
  station: string,
  observedAt: Instant,
  value: number,
  quality: Reading['quality'] = 'pass',
): Reading {
  return { station, quantity: 'stage', observedAt, receivedAt: observedAt, value, revision: 0, quality, tests: [] };
}
