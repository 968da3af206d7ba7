import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading } from '../../src/reading/reading.ts';
import { since } from '../../src/reading/since.ts';

const at = (observedAt: number): Reading => ({
  station: 'a',
  quantity: 'stage',
  observedAt,
  value: 1,
  receivedAt: observedAt,
  revision: 0,
  quality: 'pass',
  tests: [],
});

test('gives what a filter would', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: -1, max: 51 }), (times, from) => {
      const readings = times.toSorted((a, b) => a - b).map(at);
      expect(since(readings, from)).toEqual(readings.filter((each) => each.observedAt >= from));
    }),
  );
});
