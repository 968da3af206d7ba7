import { expect, test } from 'vitest';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { clockTown } from '../support/clock-town.ts';

const START = Date.parse('2026-11-27T20:00:00Z');
const HOUR = 60;
/** A ten-minute gauge is in sight for half an hour, then awaited for eleven minutes, and looked at every five. */
const IN_SIGHT = 30;
const TOLD_WITHIN = IN_SIGHT + 11 + 5;

/** By half a minute to two years, small steps as often as great ones. */
const stepBy = (random: () => number) => Math.ceil(2 ** (random() * 21)) / 2;

test.each([1, 2, 3, 4, 5, 6])(
  'a clock that is set at random loses no gauge that reports on, lowers no alert and hides no silence (%i)',
  async (seed) => {
    const random = seededRandom(seed);
    const town = await clockTown(START, 'machine');
    await town.pass(2 * HOUR, () => 1);
    await town.pass(2 * HOUR, (minute) => 1 + (minute - 2 * HOUR) / 24);
    expect(town.level()).toBe('danger');
    town.said();
    let backs = 0;
    const set = () => {
      const sign = random() < 0.5 ? -1 : 1;
      if (sign < 0) backs += 1;
      town.set(sign * stepBy(random));
    };
    for (let n = 0; n < 4 * HOUR; n += 1) {
      if (random() < 1 / 30) set();
      await town.pass(1, (minute) => (minute % 20 < 10 ? 6 : 6.01));
      expect([n, town.level()]).toEqual([n, 'danger']);
    }
    expect(town.said()).not.toContain('sight-lost');
    backs = 0;
    // Each setting back shows what was read before as if it were of now: one more time in sight.
    for (let n = 0; !town.said().includes('sight-lost'); n += 1) {
      expect(n).toBeLessThanOrEqual(TOLD_WITHIN + backs * IN_SIGHT);
      if (random() < 1 / 15) set();
      await town.pass(1, null);
    }
  },
  60_000,
);
