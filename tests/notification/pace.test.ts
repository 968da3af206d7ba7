import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createPace } from '../../src/notification/pace.ts';

const T0 = 1_000_000;

function taken(perMinute: number, steps: readonly number[]): { now: number; count: number }[] {
  const clock = manualClock(T0);
  const pace = createPace(perMinute, clock);
  return steps.map((step) => {
    clock.advanceTo(clock.now() + step);
    let count = 0;
    for (; pace.isFree(); count += 1) pace.take();
    return { now: clock.now(), count };
  });
}

test('in no minute more than so many go, and a second’s worth, however it is asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.array(fc.integer({ min: 0, max: 90_000 })), (perMinute, steps) => {
      const all = taken(perMinute, steps);
      for (const { now } of all) {
        const within = all.filter((each) => each.now > now - MINUTE_MS && each.now <= now);
        const sum = within.reduce((total, { count }) => total + count, 0);
        expect(sum).toBeLessThanOrEqual(perMinute + Math.max(1, perMinute / 60));
      }
    }),
  );
});

test('asked each second it lets all of them through, evenly', () => {
  const seconds = Array.from({ length: 61 }, (_, index) => (index === 0 ? 0 : 1_000));
  const counts = taken(30, seconds).map(({ count }) => count);
  expect(counts.slice(0, 5)).toEqual([1, 0, 1, 0, 1]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(31);
});
