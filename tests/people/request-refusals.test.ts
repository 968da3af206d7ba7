import { expect, test } from 'vitest';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { createRequestRefusals } from '../../src/people/request-refusals.ts';

test('requests that a limit refused are counted by limit for a day, to the hour', () => {
  const clock = manualClock(1_000 * HOUR_MS);
  const told: string[] = [];
  const refusals = createRequestRefusals(clock, (limit) => void told.push(limit));
  expect(refusals.lately()).toEqual({ visitor: 0, address: 0, day: 0 });
  refusals.note('visitor');
  refusals.note('visitor');
  clock.advanceTo(1_020 * HOUR_MS);
  refusals.note('day');
  expect(refusals.lately()).toEqual({ visitor: 2, address: 0, day: 1 });
  clock.advanceTo(1_024 * HOUR_MS);
  expect(refusals.lately()).toEqual({ visitor: 0, address: 0, day: 1 });
  clock.advanceTo(1_044 * HOUR_MS);
  expect(refusals.lately()).toEqual({ visitor: 0, address: 0, day: 0 });
  expect(told).toEqual(['visitor', 'visitor', 'day']);
});
