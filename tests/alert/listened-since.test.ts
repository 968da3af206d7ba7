import { expect, test } from 'vitest';
import { lastSeenAt, listenedSince } from '../../src/alert/gauge-memory.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';

const START = Date.UTC(2026, 9, 25, 3);
const FIRST = START - 20 * HOUR_MS;
const awaited = (toldAt: number) => ({
  notSeen: { since: null, why: 'silent' as const, lostAt: toldAt, toldAt, awaited: FIRST },
});
const at = (toldAt: number, now: number) => listenedSince(awaited(toldAt), START, now);

test('a daily gauge is awaited since before a restart, and stays so for as long as the service runs on', () => {
  expect(at(START - 2 * MINUTE_MS, START)).toBe(FIRST);
  expect(at(START + 3 * HOUR_MS, START + 3 * HOUR_MS + 5 * MINUTE_MS)).toBe(FIRST);
});

test('a gauge was last seen when its newest reading was observed, also where that is longer ago than readings are remembered', () => {
  const recent = [{ observedAt: FIRST, stageM: 1 }];
  const { notSeen } = awaited(START);
  expect(lastSeenAt({ notSeen: null, recent })).toBe(FIRST);
  expect(lastSeenAt({ notSeen: { ...notSeen, since: FIRST }, recent: [] })).toBe(FIRST);
  expect(lastSeenAt({ notSeen, recent: [] })).toBeNull();
});

test('after an outage, and after a clock that was ahead, it is listened for since the start', () => {
  expect(at(START - 11 * MINUTE_MS, START)).toBe(START);
  expect(at(START + DAY_MS, START + MINUTE_MS)).toBe(START);
  expect(listenedSince({ notSeen: null }, START, START)).toBe(START);
});
