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
  clock.advanceTo(1_023 * HOUR_MS);
  refusals.note('day');
  expect(refusals.lately()).toEqual({ visitor: 2, address: 0, day: 1 });
  clock.advanceTo(1_024 * HOUR_MS);
  expect(refusals.lately()).toEqual({ visitor: 0, address: 0, day: 1 });
  clock.advanceTo(1_047 * HOUR_MS);
  expect(refusals.lately()).toEqual({ visitor: 0, address: 0, day: 0 });
  expect(told).toEqual(['visitor', 'visitor', 'day']);
});

test('those noted by a clock that ran ahead are not of the last day once it is right', () => {
  let now = 1_100 * HOUR_MS;
  const refusals = createRequestRefusals({ now: () => now }, () => {});
  refusals.note('address');
  now = 1_000 * HOUR_MS;
  expect(refusals.lately()).toEqual({ visitor: 0, address: 0, day: 0 });
});
