import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { losesReadings } from '../../../src/forecast/observed/gauge-habits.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/lib/units.ts';

const STEP_MS = 10 * MINUTE_MS;
const seriesAt = (steps: readonly number[]) => {
  const times = Float64Array.from(steps, (step) => step * STEP_MS);
  return { times, values: times.map(() => 1) };
};
const all = Array.from({ length: 4000 }, (_, step) => step);
const random = seededRandom(7);
const draws = all.map(() => random());

test.each([
  [0.05, false],
  [0.08, false],
  [0.15, true],
  [0.4, true],
])('a gauge of which %d of all readings are lost at random does so by habit: %s', (share, expected) => {
  const kept = all.filter((step) => draws[step]! >= share);
  expect(losesReadings(seriesAt(kept), STEP_MS)).toBe(expected);
});

test('outages, be they of hours or days, are none of them, nor an interval that is told too short', () => {
  const daily = all.filter((step) => (step * STEP_MS) % DAY_MS >= 5 * 60 * MINUTE_MS);
  const days = all.filter((step) => Math.floor((step * STEP_MS) / DAY_MS) % 3 !== 1);
  const half = all.filter((step) => step % 2 === 0);
  for (const steps of [all, daily, days, half, [], [1]]) expect(losesReadings(seriesAt(steps), STEP_MS)).toBe(false);
});

test('it is the same of a record that is told faster', () => {
  const lossy = seriesAt(all.filter((step) => step % 9 !== 0));
  for (const pace of [0.5, 1, 3]) {
    const told = { ...lossy, times: lossy.times.map((at) => Math.round(at / pace)) };
    expect(losesReadings(told, STEP_MS / pace)).toBe(true);
  }
});
