import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { levelPersistence } from '../../src/verification/level-persistence.ts';
import { BRIDGE_MS, mostDarkMs } from '../../src/verification/match-events.ts';

/** No two values are as far from the one asked about. */
const record = fc
  .array(
    fc.record({
      apart: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(5 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS) },
        fc.constantFrom(5 * HOUR_MS, BRIDGE_MS, BRIDGE_MS + 1),
      ),
      stage: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 300, maxLength: 900, size: 'max' },
  )
  .map((all) => {
    let at = 0;
    const times = Float64Array.from(all, ({ apart }) => (at += apart));
    return { times, values: Float64Array.from(all, ({ stage }, index) => stage / 10 + index * 1e-6) };
  });

/** As the words say it, each window looked through from its beginning. */
function plainly({ times, values }: { times: Float64Array; values: Float64Array }, leadTimeH: number) {
  const all = [...times].map((at, index) => ({ at, stageM: values[index]! }));
  const last = all.at(-1)!.at;
  let next = 0;
  const rises = all.flatMap(({ at, stageM }) => {
    const end = at + leadTimeH * HOUR_MS;
    if (at < next || end > last) return [];
    next = at + HOUR_MS;
    const after = all.filter((each) => each.at > at && each.at <= end);
    const seen = [at, ...after.map((each) => each.at)];
    const isDark = seen.slice(1).some((each, index) => each - seen[index]! > BRIDGE_MS);
    if (after.length === 0 || isDark || end - seen.at(-1)! > mostDarkMs(leadTimeH)) return [];
    return [{ at, stageM, riseM: Math.max(...after.map((each) => each.stageM)) - stageM }];
  });
  return (at: number, stageM: number, gapM: number) => {
    const near = rises
      .filter((each) => Math.abs(each.at - at) >= 5 * DAY_MS)
      .toSorted((a, b) => Math.abs(a.stageM - stageM) - Math.abs(b.stageM - stageM))
      .slice(0, 300);
    return near.length < 30 ? null : near.filter(({ riseM }) => riseM >= gapM).length / near.length;
  };
}

test('the share of the hours at about a level in which the water rose is that of the record looked through hour by hour', () => {
  const asked = fc.record({
    leadTimeH: fc.constantFrom(1, 3, 6, 24),
    day: fc.integer({ min: 0, max: 60 }),
    stageM: fc.integer({ min: -1, max: 41 }).map((tenths) => tenths / 10 + 3e-7),
    gapM: fc.integer({ min: 0, max: 20 }).map((tenths) => tenths / 10),
  });
  const answers = { none: 0, some: 0 };
  fc.assert(
    fc.property(record, asked, (series, { leadTimeH, day, stageM, gapM }) => {
      const share = levelPersistence(series, leadTimeH)(day * DAY_MS, stageM, gapM);
      answers[share === null || share === 0 ? 'none' : 'some'] += 1;
      expect(share).toBe(plainly(series, leadTimeH)(day * DAY_MS, stageM, gapM));
    }),
    { numRuns: 40 },
  );
  expect(answers.some).toBeGreaterThan(5);
});
