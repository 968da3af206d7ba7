import type { Instant } from '../../src/lib/clock.ts';
import type { Reading } from '../../src/reading/reading.ts';

/** A stage of the gauge `town`, received when it was observed. */
export function townReading(observedAt: Instant, value: number, quality: Reading['quality'] = 'pass'): Reading {
  return {
    station: 'town',
    quantity: 'stage',
    observedAt,
    receivedAt: observedAt,
    value,
    revision: 0,
    quality,
    tests: [],
  };
}
