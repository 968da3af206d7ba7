import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { slowDown } from '../../../src/reading/io/slow-down.ts';

test('a burst passes at once, what follows at the rate, and a pause gives the burst back', () => {
  const wait = slowDown(10, 2);
  expect([wait(0), wait(0), wait(0), wait(0)]).toEqual([0, 0, 100, 200]);
  expect([wait(10_000), wait(10_000), wait(10_000)]).toEqual([0, 0, 100]);
});

test('a message costs as many as it brings readings, and a late week is taken at once', () => {
  const wait = slowDown(200, 4_000);
  expect([wait(0, 1_008), wait(0, 1_008)]).toEqual([0, 0]);
  expect([wait(0, 1_984), wait(0, 1_000), wait(0)]).toEqual([0, 5_000, 5_005]);
});

test('whenever they come, no second lets more through than the burst and the rate, and their order is kept', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(gaps, (between) => {
      const wait = slowDown(10, 5);
      let now = 0;
      const passed = between.map((gap) => {
        now += gap;
        return now + wait(now);
      });
      for (const [index, at] of passed.entries()) {
        expect(at).toBeGreaterThanOrEqual(passed[index - 1] ?? 0);
        const within = passed.filter((each) => each > at - 1_000 && each <= at);
        expect(within.length).toBeLessThanOrEqual(16);
      }
    }),
  );
});
