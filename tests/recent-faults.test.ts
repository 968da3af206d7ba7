import { expect, test } from 'vitest';
import { manualClock } from '../src/lib/clock.ts';
import { MINUTE_MS } from '../src/lib/units.ts';
import { createRecentFaults } from '../src/recent-faults.ts';

test('what fails is told until it has not failed for a quarter of an hour', () => {
  const clock = manualClock(0);
  const faults = createRecentFaults(clock);
  expect(faults.recent()).toEqual([]);
  faults.note('sending');
  clock.advanceTo(10 * MINUTE_MS);
  faults.note('storing');
  expect(faults.recent()).toEqual(['storing', 'sending']);
  clock.advanceTo(15 * MINUTE_MS);
  expect(faults.recent()).toEqual(['storing']);
  clock.advanceTo(25 * MINUTE_MS);
  expect(faults.recent()).toEqual([]);
});
