import { expect, test } from 'vitest';
import { settledOf } from '../../../src/cli/shown/settled-of.ts';
import type { Outcomes } from '../../../src/cli/shown/test-outcome.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { rowOf } from '../../support/commits.ts';

const taken = { status: 'sent', attempts: 1, sentAt: 0, providerId: null } as const;
const waiting = { status: 'pending', attempts: 0, nextAttemptAt: 0, lastError: null } as const;

/** Eight messages, one taken each so many seconds, and none after `stopsAfter`. */
async function waited(eachSec: number, stopsAfter = 8) {
  const clock = manualClock(0);
  const look = (): Outcomes[] =>
    Array.from({ length: 8 }, (_, index) => {
      const isTaken = index < stopsAfter && clock.now() >= (index + 1) * eachSec * 1000;
      return [{ ...rowOf(`test:${index}`), delivery: isTaken ? taken : waiting }];
    });
  const pause = async (ms: number) => clock.advanceTo(clock.now() + ms);
  const outcomes = await settledOf(look, clock, pause);
  return { sent: outcomes.flat().filter(({ delivery }) => delivery.status === 'sent').length, sec: clock.now() / 1000 };
}

test('while one after the other is taken, slowly, the others are waited for', async () => {
  expect(await waited(20)).toEqual({ sent: 8, sec: 160 });
});

test('a minute after the last that was taken patience ends', async () => {
  expect(await waited(20, 2)).toEqual({ sent: 2, sec: 100 });
});
