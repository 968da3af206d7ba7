import { expect, test } from 'vitest';
import { createCodeLimit } from '../../../src/http/limits/code-limit.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';

function limited() {
  const clock = manualClock(0);
  return { ...createCodeLimit(clock), wait: (ms: number) => clock.advanceTo(clock.now() + ms) };
}

test('five codes are looked at within an hour, and then one as each of them is an hour old', () => {
  const { attempt, wait } = limited();
  const waits = Array.from({ length: 5 }, () => {
    const minutes = attempt('anne', null);
    wait(10 * MINUTE_MS);
    return minutes;
  });
  expect(waits).toEqual([0, 0, 0, 0, 0]);
  expect(attempt('anne', null)).toBe(10);
  wait(10 * MINUTE_MS - 1);
  expect(attempt('anne', null)).toBe(1);
  wait(1);
  expect([attempt('anne', null), attempt('anne', null)]).toEqual([0, 10]);
});

test('accounts are counted apart, and so is each browser that a code was given in', () => {
  const { attempt } = limited();
  for (let turn = 0; turn < 5; turn++) attempt('anne', null);
  expect([attempt('anne', null), attempt('bob', null), attempt('anne', 'b1'), attempt('anne', 'b2')]).toEqual([
    60, 0, 0, 0,
  ]);
});

test('a right code begins anew where it was given', () => {
  const { attempt, forgive, wait } = limited();
  for (let turn = 0; turn < 4; turn++) attempt('anne', 'b1');
  for (let turn = 0; turn < 5; turn++) attempt('anne', null);
  forgive('anne', 'b1');
  for (let turn = 0; turn < 5; turn++) expect(attempt('anne', 'b1')).toBe(0);
  expect([attempt('anne', 'b1'), attempt('anne', null)]).toEqual([60, 60]);
  wait(HOUR_MS);
  expect(attempt('anne', null)).toBe(0);
});
