import { expect, test } from 'vitest';
import { type Closed, closedSince } from '../../src/alert/closed-since.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { MIN, T0 } from '../support/decisions.ts';
import { play, sure } from '../support/one-gauge.ts';

const at = (minute: number): Instant => T0 + minute * MIN;
const NOW = at(120);
const wasRead = (closed: Closed, observedAt: number, enteredAt = observedAt) =>
  closedSince({ observedAt: at(observedAt), receivedAt: at(enteredAt) }, closed, NOW);

test('whoever closed an alert knew what had been read and entered until then, and not what was still being entered', () => {
  expect(wasRead({ closedAt: at(15) }, 4, 12)).toBe(true);
  expect(wasRead({ closedAt: at(10) }, 4, 12)).toBe(false);
  expect(wasRead({ closedAt: at(10) }, 11)).toBe(false);
  // Entered an hour after it was read: that is no longer entering.
  expect(wasRead({ closedAt: at(40) }, 0, 60)).toBe(true);
  expect(wasRead({}, 4)).toBe(false);
});

test('of a state of before it was kept the alert that was closed says when', () => {
  const river = play();
  river.step(2.5, sure);
  river.step(null, null);
  river.act({ kind: 'close' });
  const { closedAt: _, ...before } = river.state;
  expect(before.closedByHand?.at).toBe(at(20));
  expect(wasRead(before, 19)).toBe(true);
  expect(wasRead(before, 21)).toBe(false);
});

test('closed by a clock that was ahead, nobody knows when', () => {
  expect(wasRead({ closedAt: NOW + 2 * MIN }, 4)).toBe(false);
  expect(wasRead({ closedAt: NOW + MIN }, 4)).toBe(true);
});
