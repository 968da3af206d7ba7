import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { isAccepted, qualityFlags, type Reading } from '../../src/reading/reading.ts';
import {
  AROUND_FLOOD_MS,
  expendable,
  floodPeriods,
  gapsOf,
  joinPeriods,
  type Period,
} from '../../src/reading/retention.ts';
import type { Quantity } from '../../src/territory/station.ts';
import { stageReading } from '../support/stage-reading.ts';

const T0 = Date.parse('2020-01-22T00:00:00Z');
const at = (minute: number, value: number, more: Partial<Reading> = {}): Reading => ({
  ...stageReading('bridge', T0 + minute * MINUTE_MS, value),
  ...more,
});
const minutes = (instants: readonly number[]) => instants.map((each) => (each - T0) / MINUTE_MS);

describe('floods', () => {
  test('half the bankfull rise above normal, three days around, joined', () => {
    const day = 24 * 60;
    const floods = floodPeriods([at(0, 1.9), at(10 * day, 2), at(11 * day, 3), at(40 * day, 2)], 1, 2);
    expect(floods.map(({ from, to }) => minutes([from, to]).map((each) => each / day))).toEqual([
      [7, 14],
      [37, 43],
    ]);
  });

  test('a suspect value may be a flash flood; an impossible one is none', () => {
    expect(floodPeriods([at(0, 5, { quality: 'suspect' })], 1, 2)).toHaveLength(1);
    expect(floodPeriods([at(0, 500, { quality: 'fail' })], 1, 2)).toEqual([]);
  });

  test('periods and their gaps fill all of time, and no two periods touch', () => {
    const period = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(period.map(([from, length]) => ({ from, to: from + length }))), (periods) => {
        const joined = joinPeriods(periods);
        const gaps = gapsOf(periods);
        for (let instant = -1; instant <= 60; instant += 0.5) {
          const covered = periods.some(({ from, to }) => from <= instant && instant <= to);
          expect(joined.some(({ from, to }) => from <= instant && instant <= to)).toBe(covered);
          expect(gaps.some(({ from, to }) => from < instant && instant < to)).toBe(!covered);
        }
        joined.slice(1).forEach(({ from }, index) => expect(from).toBeGreaterThan(joined[index]!.to));
      }),
    );
  });
});

describe('what may go', () => {
  test('an hour keeps its highest and its last reading', () => {
    const hour = [at(0, 1), at(20, 3), at(40, 2), at(50, 2.5)];
    expect(minutes(expendable(hour, []))).toEqual([0, 40]);
  });

  test('an hour of a sensor gone mad too, which sends more than a call takes arguments', () => {
    const hour = Array.from({ length: 200_000 }, (_, n) => at(0, n % 7, { observedAt: T0 + n }));
    expect(expendable(hour, [])).toHaveLength(hour.length - 2);
  });

  test('nothing of a flood, nothing revised, no rain but zeros', () => {
    const hour = [at(0, 1), at(10, 1), at(20, 1), at(30, 1)];
    expect(expendable(hour, [{ from: T0, to: T0 + HOUR_MS }])).toEqual([]);
    expect(minutes(expendable([...hour.slice(0, 2), at(10, 2, { revision: 1 }), ...hour.slice(2)], []))).toEqual([20]);
    const rain = [0, 0.2, 0, 1, 0, 0].map((value, index) => at(index * 10, value, { quantity: 'rain' }));
    expect(minutes(expendable(rain, []))).toEqual([0, 20, 40]);
  });

  const readings = fc
    .array(
      fc.record({
        minute: fc.integer({ min: 0, max: 10 * 24 * 60 }),
        value: fc.integer({ min: 0, max: 40 }).map((n) => n / 10),
        quality: fc.constantFrom(...qualityFlags),
        revisions: fc.integer({ min: 1, max: 8 }).map((n) => Math.max(1, n - 6)),
      }),
      { maxLength: 300 },
    )
    .map((list) => [...new Map(list.map((each) => [each.minute, each])).values()].sort((a, b) => a.minute - b.minute));
  const quantity = fc.constantFrom<Quantity>('stage', 'rain', 'discharge');
  const alerts = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 2 }))
      .map(([day, days]): Period => ({ from: T0 + day * DAY_MS, to: T0 + (day + days) * DAY_MS })),
    { maxLength: 2 },
  );

  test('whatever the river did: floods stay whole, hours keep their highest and last, rain its sum; twice is once', () => {
    fc.assert(
      fc.property(readings, quantity, alerts, (list, quantity, alerts) => {
        const all = list.flatMap(({ minute, value, quality, revisions }) =>
          Array.from({ length: revisions }, (_, revision) =>
            at(minute, value + revision, { quality, quantity, revision }),
          ),
        );
        const floods = [...alerts, ...(quantity === 'stage' ? floodPeriods(all, 1, 4) : [])];
        const gone = new Set(expendable(all, floods));
        const kept = all.filter((each) => !gone.has(each.observedAt));

        for (const each of all.filter(({ observedAt }) => gone.has(observedAt))) {
          expect(floods.some(({ from, to }) => from <= each.observedAt && each.observedAt <= to)).toBe(false);
          if (quantity === 'stage') expect(each.value < 3 || each.quality === 'fail').toBe(true);
          expect(each.revision).toBe(0);
        }
        const hourly = (some: readonly Reading[]) =>
          new Map(
            [...Map.groupBy(some, (each) => `${Math.floor(each.observedAt / HOUR_MS)} ${isAccepted(each)}`)].map(
              ([hour, group]) => [hour, [Math.max(...group.map(({ value }) => value)), group.at(-1)?.observedAt]],
            ),
          );
        expect(hourly(kept)).toEqual(hourly(all));
        if (quantity === 'rain') {
          const sum = (some: readonly Reading[]) => some.reduce((total, { value }) => total + value, 0);
          expect(sum(kept)).toBeCloseTo(sum(all));
        } else if (floods.length === 0) {
          expect(kept.length).toBeLessThanOrEqual(11 * 24 * 4 + all.filter(({ revision }) => revision > 0).length * 2);
        }
        expect(expendable(kept, floods)).toEqual([]);
        if (quantity === 'stage') expect(floodPeriods(kept, 1, 4)).toEqual(floodPeriods(all, 1, 4));
      }),
      { numRuns: 300 },
    );
  });

  test('the days before a flood and after it are part of it', () => {
    const calm = Array.from({ length: 20 * 144 }, (_, n) => at(n * 10, 1));
    const peak = 10 * 144;
    calm[peak] = at(peak * 10, 2);
    const gone = expendable(calm, floodPeriods(calm, 1, 2));
    const peakAt = T0 + peak * 10 * MINUTE_MS;
    expect(gone.length).toBeGreaterThan(1_300);
    expect(gone.every((each) => Math.abs(each - peakAt) > AROUND_FLOOD_MS)).toBe(true);
  });
});
