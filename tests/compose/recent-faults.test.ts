import { expect, test } from 'vitest';
import { createRecentFaults } from '../../src/compose/recent-faults.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../src/lib/units.ts';

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

test('what failed while the clock was a year ahead is not told until that year is over', () => {
  let now = 365 * DAY_MS;
  const faults = createRecentFaults({ now: () => now });
  faults.note('storing');
  // A clock that is set back by a moment hides nothing.
  now -= 1000;
  expect(faults.recent()).toEqual(['storing']);
  now = 0;
  expect(faults.recent()).toEqual([]);
});
