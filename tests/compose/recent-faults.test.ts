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
  expect([faults.lastOf('storing'), faults.lastOf('showing')]).toEqual([10 * MINUTE_MS, null]);
  clock.advanceTo(15 * MINUTE_MS);
  expect(faults.recent()).toEqual(['storing']);
  clock.advanceTo(25 * MINUTE_MS);
  expect(faults.recent()).toEqual([]);
  expect(faults.lastOf('storing')).toBeNull();
});

test('what is over by the next attempt does not last; what fails again minutes later does', () => {
  const clock = manualClock(0);
  const faults = createRecentFaults(clock);
  faults.note('storing');
  faults.note('receiving');
  clock.advanceTo(MINUTE_MS);
  faults.note('storing');
  expect([faults.recent(), faults.lasting()]).toEqual([['receiving', 'storing'], []]);
  clock.advanceTo(5 * MINUTE_MS);
  faults.note('storing');
  expect(faults.lasting()).toEqual(['storing']);
  clock.advanceTo(20 * MINUTE_MS);
  expect(faults.lasting()).toEqual([]);
  // Hours later it is another fault.
  faults.note('storing');
  expect(faults.lasting()).toEqual([]);
});

test('what pages go without is told however long it lasts, and wakes nobody', () => {
  const clock = manualClock(0);
  const faults = createRecentFaults(clock);
  for (const minute of [0, 5, 10]) {
    clock.advanceTo(minute * MINUTE_MS);
    faults.note('showing');
  }
  expect([faults.recent(), faults.lasting()]).toEqual([['showing'], []]);
});

test('work that does not come to an end is told after a quarter of an hour, and until it does', async () => {
  const clock = manualClock(0);
  const faults = createRecentFaults(clock);
  const { promise, resolve } = Promise.withResolvers<void>();
  const round = faults.during('assessing', () => promise);
  clock.advanceTo(14 * MINUTE_MS);
  expect(faults.recent()).toEqual([]);
  clock.advanceTo(15 * MINUTE_MS);
  expect([faults.recent(), faults.lasting()]).toEqual([['assessing'], ['assessing']]);
  resolve();
  await round;
  expect(faults.recent()).toEqual([]);
  await expect(faults.during('assessing', () => Promise.reject(new Error('told elsewhere')))).rejects.toThrow(
    'told elsewhere',
  );
  clock.advanceTo(60 * MINUTE_MS);
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
