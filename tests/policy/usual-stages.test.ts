import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { usualStages } from '../../src/policy/usual-stages.ts';

const pass = (observedAt: number, value: number) => ({ observedAt, value, quality: 'pass' as const });
/** One reading in each hour, one after the other. */
const hourly = (stages: readonly number[]) => stages.map((stageM, hour) => pass(hour * HOUR_MS, stageM));
const days = (count: number, stageM: number) => Array.from({ length: count * 24 }, () => stageM);

test('thirty days of hours are enough to call something usual, one hour less is not', () => {
  expect(usualStages(hourly(days(30, 0.5)))?.normalM).toBe(0.5);
  expect(usualStages(hourly(days(30, 0.5).slice(1)))).toBeNull();
});

test('it stands at the median of its hours, the lower of two: a mark between them is no fault', () => {
  expect(usualStages(hourly([...days(15, 0.5), ...days(15, 0.9)]))?.normalM).toBe(0.5);
  expect(usualStages(hourly([...days(15, 0.5).slice(1), ...days(15, 0.9), 0.9]))?.normalM).toBe(0.9);
});

test('of an hour its highest counts, once: a gauge that reports more often in a flood does not lift what is usual', () => {
  const quarters = (hour: number) =>
    [2, 3, 1].map((stageM, index) => pass(hour * HOUR_MS + index * 15 * MINUTE_MS, stageM));
  const flood = Array.from({ length: 300 }, (_, hour) => quarters(720 + hour)).flat();
  const usual = usualStages([...hourly(days(30, 0.5)), ...flood]);
  expect(usual?.normalM).toBe(0.5);
  expect([3, 3.01].map((markM) => usual?.passageShare(markM, 1))).toEqual([301 / 1020, 0]);
});

test('the share of hours is that from which the mark was reached within the lead time, of those hours that are known', () => {
  const stages = fc.array(fc.option(fc.constantFrom(0.5, 1, 2), { freq: 4 }), { minLength: 60, maxLength: 60 });
  const leadTimeH = fc.constantFrom(0.5, 1, 2.5, 6);
  fc.assert(
    fc.property(stages, leadTimeH, fc.constantFrom(1, 1.5, 2), (some, ahead, markM) => {
      // Thirty days of nothing at first, then hours of which some are not known.
      const all = [...days(30, 0.5), ...some];
      const readings = all.flatMap((stageM, hour) => (stageM === null ? [] : [pass(hour * HOUR_MS, stageM)]));
      const isReached = (hour: number) =>
        all.slice(hour, hour + Math.ceil(ahead) + 1).some((stageM) => stageM !== null && stageM >= markM);
      const reached = all.filter((stageM, hour) => stageM !== null && isReached(hour)).length;
      expect(usualStages(readings)?.passageShare(markM, ahead)).toBe(reached / readings.length);
    }),
  );
});
