import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { assumedLimits, fallLimitM, learnJumpLimits, riseLimitM } from '../../../src/reading/quality/jump-limits.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { evenly } from '../../support/evenly.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

const station = stationNamed('trebes');

function record(values: readonly number[]): Reading[] {
  return values.map((value, index) => stageReading('trebes', index * 10 * MINUTE_MS, value));
}

const calm = (count: number) => Array.from({ length: count }, (_, index) => 0.6 + 0.01 * (index % 2));

test('the assumed limits: a flash flood of a metre in a quarter of an hour gets through at a bankfull rise of 2 m', () => {
  expect(riseLimitM(2, 15, assumedLimits)).toBe(1.5);
  expect(fallLimitM(2, 10, assumedLimits)).toBeCloseTo(0.6, 10);
});

test('the limit grows with the gap between two readings up to what a river can do, and has a floor', () => {
  const gaps = [5, 10, 30, 60, 600];
  const cm = (limitM: number) => Math.round(limitM * 100);
  expect(gaps.map((min) => cm(riseLimitM(2, min, assumedLimits)))).toEqual([100, 100, 300, 400, 400]);
  expect(gaps.map((min) => cm(fallLimitM(2, min, assumedLimits)))).toEqual([60, 60, 180, 200, 200]);
  expect([riseLimitM, fallLimitM].map((limitM) => cm(limitM(0.4, 10, assumedLimits)))).toEqual([30, 20]);
});

test('a short record teaches nothing', () => {
  expect(learnJumpLimits(record(calm(1_999)), station)).toBeNull();
});

test('a calm record tightens the limit of a rise, never that of a fall', () => {
  expect(learnJumpLimits(record(calm(3_000)), station)).toEqual({ rise: 0.4, fall: 1 });
});

test('a river that has risen steeply may rise three times as steeply', () => {
  // 0.8 m in ten minutes is 0.8 of the assumed 1 m.
  const limits = learnJumpLimits(record([...calm(2_000), 0.6, 1.4, 1.5, 1.5, 1.4, 1.3]), station);
  expect(limits?.rise).toBeCloseTo(2.4, 10);
});

test('what people read beside a jammed sensor teaches nothing', () => {
  const read = record([...calm(2_000), 0.6, 3, 3.1, 3.1]).map(
    (each, index): Reading => (index > 2_000 ? { ...each, tests: ['by-person'] } : each),
  );
  expect(learnJumpLimits(read, station)).toEqual({ rise: 0.4, fall: 1 });
});

test('how steep it was is a matter of the time between: of a rise over half an hour, a third', () => {
  const slow = record([...calm(2_000), 0.6, 1.4, 1.5, 1.5, 1.4, 1.3]).map((each) => ({
    ...each,
    observedAt: each.observedAt * 3,
  }));
  // 0.8 m in half an hour is 0.27 of the assumed 3 m.
  expect(learnJumpLimits(slow, station)?.rise).toBeCloseTo(0.8, 10);
});

test('a river that has fallen steeply may fall twice as steeply', () => {
  // 0.75 m in ten minutes is 1.25 of the assumed 0.6 m.
  const limits = learnJumpLimits(record([...calm(2_000), 0.6, 1, 1.4, 1.8, 2, 1.25, 1.2, 1.2]), station);
  expect(limits?.fall).toBeCloseTo(2.5, 10);
});

test('a jump that the next reading takes back by more than half teaches nothing', () => {
  expect(learnJumpLimits(record([...calm(2_000), 0.6, 5, 0.6, 0.6]), station)).toEqual({ rise: 0.4, fall: 1 });
  // 0.6 m up, and of that 0.35 m and 0.25 m down again.
  const afterJump = (next: number) => learnJumpLimits(record([...calm(2_000), 0.6, 1.2, next, next]), station)?.rise;
  expect(afterJump(0.85)).toBe(0.4);
  expect(afterJump(0.95)).toBeCloseTo(1.8, 10);
});

test('what is in doubt teaches nothing', () => {
  const doubted = record([...calm(2_000), 0.6, 1.4, 1.5, 1.5]).map((each) =>
    each.value > 1 ? { ...each, quality: 'suspect' as const } : each,
  );
  expect(learnJumpLimits(doubted, station)).toEqual({ rise: 0.4, fall: 1 });
});

test('of a power station that lets water go once a day it is known that it stands still so', () => {
  const hour = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2];
  const day = [...hour, ...Array.from({ length: 18 }, () => 1.2), ...calm(119).toReversed()];
  const limits = learnJumpLimits(record(Array.from({ length: 14 }, () => day).flat()), station);
  expect(limits?.standsByHabit).toBe(true);
  expect(learnJumpLimits(record(calm(2_016)), station)).not.toHaveProperty('standsByHabit');
});

test('whatever the record, the limits stay within what a river can do', () => {
  fc.assert(
    fc.property(fc.array(evenly(-2, 12), { maxLength: 60 }), (values) => {
      const limits = learnJumpLimits(record([...calm(2_000), ...values]), station);
      expect(limits && limits.rise >= 0.4 && limits.rise <= 3 && limits.fall >= 1 && limits.fall <= 3).toBe(true);
    }),
    { numRuns: 50 },
  );
});
